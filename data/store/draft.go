package store

import (
	"context"
	"slices"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

// Drafts lists what open editors held when they were last heard of, newest first. A damaged one is left out: it must not
// keep the others from coming back.
func (s *Store) Drafts(ctx context.Context) ([]core.Draft, error) {
	var list []core.Draft
	err := s.read(ctx, "read drafts", func(tx *bolt.Tx) error {
		return tx.Bucket(bucketDraft).ForEach(func(key, frame []byte) error {
			var d core.Draft
			if unseal(bucketDraft, key, frame, &d) == nil {
				list = append(list, d)
			}
			return nil
		})
	})
	slices.SortStableFunc(list, func(a, b core.Draft) int { return b.At.Compare(a.At) })
	return list, err
}

// SaveDraft keeps what an editor holds.
func (s *Store) SaveDraft(ctx context.Context, d core.Draft) error {
	key := []byte(d.Key)
	frame, err := seal(bucketDraft, key, &d)
	if err != nil {
		return err
	}
	return s.update(ctx, "write draft", func(t *txn) error {
		if err := ctx.Err(); err != nil {
			return err // the editor was closed meanwhile, and its draft is gone already
		}
		return t.tx.Bucket(bucketDraft).Put(key, frame)
	}, nil, nil)
}

// DropDraft forgets what an editor held.
func (s *Store) DropDraft(ctx context.Context, key string) error {
	return s.update(ctx, "drop draft", func(t *txn) error { return t.tx.Bucket(bucketDraft).Delete([]byte(key)) }, nil, nil)
}
