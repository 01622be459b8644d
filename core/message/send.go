package message

import (
	"context"
	"time"

	"terminwerk/core"
)

// send does one attempt for everything that is due.
func (p *pass) send(ctx context.Context) error {
	due, err := p.s.store.MessagesDue(ctx, p.s.clock.Now(), 0)
	if err != nil {
		return err
	}
	for i := range due {
		if err := p.one(ctx, &due[i]); err != nil {
			return err
		}
	}
	return nil
}

func (p *pass) one(ctx context.Context, m *core.Message) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	now := p.s.clock.Now()
	p.seen[m.Module] = true
	switch until := p.s.paused(m.Module, now); {
	case m.Module == core.ModuleMAPI:
		m.State = core.MessageWaiting
		return p.change(ctx, m)
	case !until.IsZero():
		return nil
	}
	if bySMS := m.Channel == core.ChannelSMS || m.Module == core.ModuleSMS && p.s.bySMS(&p.set); bySMS {
		if next := nextSMS(&p.set.Basis, now); next.After(now) {
			m.Due = next
			return p.change(ctx, m)
		}
	}
	if !p.connected(m.Module) {
		p.s.pause(m.Module, Result{Outcome: NoNetwork, Reason: "message.why.no_network"}, nil, now)
		return nil
	}
	sender, err := p.s.ports.Modules.For(ctx, p.set, m)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		p.s.pause(m.Module, Result{Outcome: Channel}, err, now)
		return nil
	}
	sent, err := p.s.attempt(ctx, "", m, sender)
	if sent {
		p.report.Changed = append(p.report.Changed, *m)
	}
	return err
}

func (p *pass) connected(module core.MailModule) bool {
	if p.s.ports.Network == nil || p.s.ports.Network.Up() {
		return true
	}
	modules, ok := p.s.ports.Modules.(Neighbour)
	return ok && modules.Near(p.set, module)
}

// attempt commits a message as sending, lets the module send it and commits the answer. sent is false when the message
// or what it is about has changed meanwhile, and nothing was tried.
func (s *Service) attempt(ctx context.Context, actor string, m *core.Message, sender Sender) (sent bool, err error) {
	why, expect, err := s.stale(ctx, m)
	if err != nil || why != "" {
		return false, err // the next pass withdraws it
	}
	if !s.take(m.Meta.ID) {
		return false, nil
	}
	defer s.release(m.Meta.ID)
	m.State, m.Tried = core.MessageSending, s.stamp()
	m.Due = m.Tried // from now on: when it was sent
	if err := s.apply(ctx, actor, "message.sending", expect, m); err != nil {
		if core.IsKind(err, core.Conflict) || core.IsKind(err, core.NotFound) {
			return false, nil
		}
		return false, err
	}
	r := s.transmit(ctx, m, sender)
	now := s.clock.Now()
	switch r.Outcome {
	case Channel, NoNetwork:
		s.pause(m.Module, r, nil, now)
	case Temporary, Uncertain, Aborted:
		// One message's trouble says nothing about the way: a recipient whose server turns strangers away at first holds
		// up nobody else.
	default:
		s.works(m.Module)
	}
	answer(m, r, s.stamp())
	if by := len(m.Story) - 1; actor != "" {
		m.Story[by].By = actor
	}
	return true, s.keep(ctx, actor, m)
}

// transmit hands a copy of the message to the module; what it does with a context that ends is its business, but it has
// an answer in every case.
func (s *Service) transmit(ctx context.Context, m *core.Message, sender Sender) Result {
	limit := sendLimit
	if m.Module == core.ModuleMAPI {
		limit = 24 * time.Hour // a person is writing
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	given := *m
	return sender.Send(ctx, &given)
}

// keep commits an answer, also when the program is ending. One that the store does not take is kept in memory for the next
// pass; if the program dies before, the message counts as interrupted.
func (s *Service) keep(ctx context.Context, actor string, m *core.Message) error {
	err := s.apply(context.WithoutCancel(ctx), actor, "message.answered", nil, m)
	if err != nil {
		s.mu.Lock()
		s.unsaved[m.Meta.ID] = *m
		s.mu.Unlock()
	}
	return err
}

func (s *Service) take(id core.ID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy[id] {
		return false
	}
	s.busy[id] = true
	return true
}

func (s *Service) release(id core.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.busy, id)
}

// track asks the SMS reminder service what became of accepted SMS, and of those of which nobody knows.
func (p *pass) track(ctx context.Context) error {
	oldest := p.s.clock.Now().Add(-queries[len(queries)-1].age)
	for _, state := range []core.MessageState{core.MessageUncertain, core.MessageAccepted} {
		q := core.Query{Entity: core.EntityMessage, Status: []string{string(state)}, Sort: core.SortDue, Desc: true}
		ids, err := p.s.store.IDs(ctx, q)
		if err != nil {
			return err
		}
		for _, id := range ids {
			m, err := optional(p.s.store.Message(ctx, id))
			if err != nil {
				return err
			}
			if m != nil && m.Due.Before(oldest) {
				break // nobody is asked about what is older, and there may be years of it
			}
			if m == nil || m.State != state {
				continue
			}
			if more, err := p.trackOne(ctx, m); err != nil || !more {
				return err
			}
		}
	}
	return nil
}

// trackOne asks about one message; more is false when the service cannot be asked now.
func (p *pass) trackOne(ctx context.Context, m *core.Message) (more bool, err error) {
	now := p.s.clock.Now()
	if m.Module != core.ModuleSMS {
		return true, nil
	}
	next, ok := p.s.nextQuery(m, now)
	if !ok {
		return true, nil
	}
	if next.After(now) {
		p.wake(next)
		return true, nil
	}
	if !p.s.paused(m.Module, now).IsZero() || !p.connected(m.Module) {
		return false, nil
	}
	sender, err := p.s.ports.Modules.For(ctx, p.set, m)
	if err != nil {
		return false, ctx.Err()
	}
	tracker, ok := sender.(Tracker)
	if !ok {
		return true, nil
	}
	r := tracker.Status(ctx, m)
	if r.Outcome == Channel || r.Outcome == NoNetwork {
		return false, ctx.Err()
	}
	p.s.noteQuery(m.Meta.ID, now)
	if tracked(m, r, p.s.stamp()) {
		err = p.change(ctx, m)
	}
	if next, ok := p.s.nextQuery(m, now); ok && err == nil {
		p.wake(next)
	}
	return true, err
}

// queries say how often a message of a certain age is asked about; after the last age no more.
var queries = []struct{ age, every time.Duration }{
	{10 * time.Minute, time.Minute}, {2 * time.Hour, 10 * time.Minute}, {72 * time.Hour, time.Hour},
}

// nextQuery is when a message is asked about next; ok is false when it no longer is.
func (s *Service) nextQuery(m *core.Message, now time.Time) (next time.Time, ok bool) {
	if m.State != core.MessageAccepted && m.State != core.MessageUncertain {
		return time.Time{}, false
	}
	s.mu.Lock()
	last := s.asked[m.Meta.ID]
	s.mu.Unlock()
	age := now.Sub(m.Tried)
	for _, q := range queries {
		if age < q.age {
			if last.IsZero() {
				return now, true
			}
			return last.Add(q.every), true
		}
	}
	return time.Time{}, false
}

func (s *Service) noteQuery(id core.ID, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[id] = at
}
