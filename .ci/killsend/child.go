package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data"
	"terminwerk/data/smtp"
	"terminwerk/data/store"
)

func outbox(s *store.Store, now core.Clock) (*message.Service, error) {
	wordings, err := message.ReadWordings(assets.Messages)
	if err != nil {
		return nil, err
	}
	ways, err := data.NewModules(data.ModulesConfig{Profiles: assets.SMS, Clock: now, Secrets: passwords{}})
	if err != nil {
		return nil, err
	}
	return message.New(s, now, message.Ports{Modules: ways, Composer: smtp.Composer{Clock: now}, Wordings: wordings, Gate: open{}}), nil
}

// fill puts n messages to the counterpart into a database, which it makes, e-mails and SMS in turn, numbered from first.
func fill(path string, side *side, first, n int) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	now := clock(0)
	s, err := store.OpenOrCreate(path, store.Options{AnyFolder: true, Clock: now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	ctx := context.Background()
	set, err := s.Settings(ctx)
	if err != nil {
		return err
	}
	side.settings(&set)
	if _, err := s.Apply(ctx, core.Change{Op: core.NewOp(), What: "settings.saved", Put: []core.Record{&set}}); err != nil {
		return err
	}
	box, err := outbox(s, now)
	if err != nil {
		return err
	}
	for i := first; i < first+n; i++ {
		d := message.Draft{Channel: core.ChannelSMS, To: []string{"+436641234567"}, Text: fmt.Sprintf("Nachricht %d", i), Literal: true}
		if i%2 == 0 {
			d.Channel, d.To, d.Subject = core.ChannelEmail, []string{"anna@post.example"}, fmt.Sprintf("Brief %d", i)
		}
		if _, err := box.Enqueue(ctx, "", d, message.Answers{}); err != nil {
			return err
		}
	}
	return nil
}

// send does passes until nothing is due any more.
func send(path, later string) error {
	wait, err := time.ParseDuration(later)
	if err != nil {
		return err
	}
	now := clock(wait)
	s, err := store.Open(path, store.Options{AnyFolder: true, Clock: now})
	if err != nil {
		return err
	}
	box, err := outbox(s, now)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	for range 10 {
		report, err := box.Pass(context.Background())
		if err != nil {
			return errors.Join(err, s.Close())
		}
		if len(report.Changed) == 0 {
			break
		}
	}
	return s.Close()
}

// read gives every message of the outbox after checking the file.
func read(path string) (list []core.Message, err error) {
	s, err := store.Open(path, store.Options{AnyFolder: true})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if report, err := s.SelfCheck(); err != nil || !report.OK() {
		return nil, fmt.Errorf("the file is damaged: %v %w", report.Problems, err)
	}
	ctx := context.Background()
	ids, err := s.IDs(ctx, core.Query{Entity: core.EntityMessage})
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		m, err := s.Message(ctx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}
