package message

import (
	"context"
	"slices"

	"terminwerk/core"
)

// Chosen gives the messages that Delete would remove, so that a deletion can be taken back.
func (s *Service) Chosen(ctx context.Context, d Deletion) ([]core.Message, error) {
	refs, _, err := s.deletable(ctx, d)
	if err != nil {
		return nil, err
	}
	list := make([]core.Message, 0, len(refs))
	for _, ref := range refs {
		m, err := optional(s.store.Message(ctx, ref.ID))
		switch {
		case err != nil:
			return nil, err
		case m != nil:
			list = append(list, *m)
		}
	}
	return list, nil
}

// Restore puts deleted messages back as they were, under new numbers.
func (s *Service) Restore(ctx context.Context, actor string, list []core.Message) error {
	for part := range slices.Chunk(list, 500) {
		put := make([]core.Record, len(part))
		for i := range part {
			m := part[i]
			m.Meta = core.Meta{}
			put[i] = &m
		}
		if _, err := s.store.Apply(ctx, core.Change{Op: core.NewOp(), Actor: actor, What: "message.restored", Put: put}); err != nil {
			return err
		}
	}
	return nil
}
