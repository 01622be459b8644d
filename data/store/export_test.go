package store

import bolt "go.etcd.io/bbolt"

// FailCommit makes the next commit fail with err, after it has really been done if written is set.
func (s *Store) FailCommit(err error, written bool) {
	s.commit = func(tx *bolt.Tx) error {
		s.commit = (*bolt.Tx).Commit
		if written {
			if err := tx.Commit(); err != nil {
				return err
			}
		}
		return err
	}
}

// IndexDump lists every key of every index and every counter.
func (s *Store) IndexDump() (keys []string) {
	_ = s.view("dump", func(tx *bolt.Tx) error {
		for _, e := range s.schema.all() {
			for i := range e.indexes {
				ix := &e.indexes[i]
				if err := ix.each(tx.Bucket(ix.bucket), func(key []byte) { keys = append(keys, string(ix.bucket)+" "+string(key)) }); err != nil {
					return err
				}
			}
			prefix := counterKey(e.name, "")
			c := tx.Bucket(bucketMeta).Cursor()
			for key, value := c.Seek(prefix); hasPrefix(key, prefix); key, value = c.Next() {
				if counter(value) != 0 {
					keys = append(keys, string(key)+" "+string(value))
				}
			}
		}
		return nil
	})
	return keys
}

// OnCommit lets f do every commit from now on; it is given the real one.
func (s *Store) OnCommit(f func(commit func() error) error) {
	s.commit = func(tx *bolt.Tx) error { return f(tx.Commit) }
}
