package message_test

import (
	"context"
	"errors"
	"testing"

	"terminwerk/core"
	"terminwerk/core/message"
)

// pile queues n texts to a customer that are about nothing else, and counts what is committed from then on.
func (d *desk) pile(t *testing.T, n int) (ids []core.ID, commits *int) {
	t.Helper()
	var put []core.Record
	for range n {
		put = append(put, &core.Message{
			State: core.MessageQueued, Kind: core.MessageOrdinary, Channel: core.ChannelSMS, Module: core.ModuleSMS,
			To: []string{"+436641234567"}, Text: "Ihr Auto ist fertig.", MessageID: "<" + core.NewOp() + "@example>", Due: d.store.Now(),
		})
	}
	d.store.Put(t, put...)
	for _, r := range put {
		ids = append(ids, r.Head().ID)
	}
	commits = new(int)
	t.Cleanup(d.store.Subscribe(func(core.Event) { *commits++ }))
	return ids, commits
}

// all does a step with messages, part by part.
func (d *desk) all(step message.Step, ids []core.ID) (took []core.ID, why error, err error) {
	for len(ids) > 0 {
		done, err := d.StepMany(ctx, "Huber", step, ids...)
		if err != nil {
			return took, why, err
		}
		if took, ids = append(took, done.Took...), ids[done.Tried:]; why == nil {
			why = done.Why
		}
	}
	return took, why, nil
}

func TestManyMessagesAreHeldInAFewCommitsAndGoOnInAFew(t *testing.T) {
	d := newDesk(t)
	ids, commits := d.pile(t, 450)
	first := ids[0]
	if _, err := d.Step(ctx, "Huber", message.Cancelling(), first); err != nil {
		t.Fatal(err)
	}
	*commits = 0
	took, why, err := d.all(message.Cancelling(), ids)
	if err != nil || len(took) != 449 || !errors.Is(why, message.ReasonNotOpen) {
		t.Fatalf("%d held, %v, %v", len(took), why, err)
	}
	if *commits > 4 {
		t.Errorf("%d commits", *commits)
	}
	if took, why, err = d.all(message.Retrying(), took); err != nil || why != nil || len(took) != 449 {
		t.Fatalf("%d go on, %v, %v", len(took), why, err)
	}
	d.pass()
	if len(d.post.arrived) != 449 {
		t.Errorf("%d arrived", len(d.post.arrived))
	}
}

func TestAMessageThatIsSentMeanwhileIsLeftOutAndTheOthersAreHeld(t *testing.T) {
	d := newDesk(t)
	ids, _ := d.pile(t, 5)
	moved := false
	sending := func(step message.Step) message.Step {
		return func(c context.Context, s *message.Service, actor string, m *core.Message) error {
			if m.Meta.ID == ids[4] && !moved { // the sender takes another one between reading and writing
				moved = true
				other, err := d.store.Message(ctx, ids[1])
				if err != nil {
					t.Fatal(err)
				}
				other.State = core.MessageSending
				d.store.Put(t, &other)
			}
			return step(c, s, actor, m)
		}
	}
	took, why, err := d.all(sending(message.Cancelling()), ids)
	if err != nil || len(took) != 4 || !errors.Is(why, message.ReasonSendingNow) {
		t.Errorf("%v held, %v, %v", took, why, err)
	}
	if m, _ := d.store.Message(ctx, ids[1]); m.State != core.MessageSending {
		t.Errorf("it is %s", m.State)
	}
}

func TestAFailedCommitChangesNoneOfThem(t *testing.T) {
	d := newDesk(t)
	ids, _ := d.pile(t, 3)
	broken := &core.Error{Kind: core.Corrupt, Op: "apply"}
	d.store.FailNext(broken)
	if took, _, err := d.all(message.Cancelling(), ids); len(took) > 0 || !core.IsKind(err, core.Corrupt) {
		t.Errorf("%v, %v", took, err)
	}
	for _, id := range ids {
		if m, _ := d.store.Message(ctx, id); m.State != core.MessageQueued {
			t.Errorf("%s is %s", m.Label(), m.State)
		}
	}
}
