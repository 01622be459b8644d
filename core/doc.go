// Package core holds the business of a workshop reception: leads that arrive, the customers and vehicles of the master
// data, and the appointments made of them, with their validation and the ports through which they are stored.
//
// Records are plain values. Each carries a Meta with its identity and revision; everything one user action writes is one
// Change, applied whole or not at all by a Store. The cbor tags number the fields for the file; a number is never given
// to another field later.
package core
