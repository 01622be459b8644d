package message

import "context"

// SecretPlace is where secrets are kept on this machine.
type SecretPlace string

// The places, best first. In PlaceLocked a passphrase opens the file; in PlaceMemory secrets are asked for at each start.
const (
	PlaceKeyring SecretPlace = "keyring" // of the operating system
	PlaceAccount SecretPlace = "account" // file that only this Windows account can read
	PlaceFile    SecretPlace = "file"    // file with a passphrase, opened
	PlaceLocked  SecretPlace = "locked"  // the same, not opened yet
	PlaceMemory  SecretPlace = "memory"
)

// Vault is a Secrets that can tell where it keeps them. Unlock opens the file with a passphrase, or makes it; a wrong one
// is Invalid. Remember keeps a secret until the program ends.
type Vault interface {
	Secrets
	Place(ctx context.Context) SecretPlace
	Unlock(ctx context.Context, passphrase string) error
	Remember(name, value string)
}
