package message

import (
	"slices"
	"time"

	"terminwerk/core"
)

// Pause is a way that nothing leaves by for the time being, through no fault of a message. Module 3 stands for all SMS too.
type Pause struct {
	Module    core.MailModule
	NoNetwork bool
	Words     string // the other side's last ones
	Reason    string // i18n key of the sentence for the adviser; empty when Words or Err say it
	Err       error  // of the settings, when they keep the module from sending
	Since     time.Time
	Until     time.Time // of the next try
	step      int
}

// pauseSteps are the waits between tries of a way that fails.
var pauseSteps = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour}

// networkSteps are the waits without a network; the return of one ends them at once.
var networkSteps = []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute}

// Pauses lists the ways that are paused, for the banners of the monitor.
func (s *Service) Pauses() []Pause {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Pause
	for _, p := range s.pauses {
		list = append(list, *p)
	}
	slices.SortFunc(list, func(a, b Pause) int { return int(a.Module) - int(b.Module) })
	return list
}

// Resume lets every paused way be tried at the next pass: by hand, after a change of the settings, or because the network
// is back.
func (s *Service) Resume() {
	s.mu.Lock()
	for _, p := range s.pauses {
		p.Until = time.Time{}
	}
	s.mu.Unlock()
}

// paused is until when a way is paused; zero if it may be tried.
func (s *Service) paused(m core.MailModule, now time.Time) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.pauses[m]; p != nil && now.Before(p.Until) {
		return p.Until
	}
	return time.Time{}
}

func (s *Service) pause(m core.MailModule, r Result, err error, now time.Time) {
	s.mu.Lock()
	p := s.pauses[m]
	if p == nil {
		p = &Pause{Module: m, Since: now}
		s.pauses[m] = p
	}
	steps := pauseSteps
	if r.Outcome == NoNetwork {
		steps = networkSteps
	}
	if p.NoNetwork != (r.Outcome == NoNetwork) {
		p.step = 0
	}
	waits := max(steps[min(p.step, len(steps)-1)], r.RetryAfter)
	p.NoNetwork, p.Words, p.Reason, p.Err, p.Until = r.Outcome == NoNetwork, r.Words, r.Reason, err, now.Add(waits)
	p.step++
	s.mu.Unlock()
	s.tell()
}

// works notes that a way has worked.
func (s *Service) works(m core.MailModule) {
	s.mu.Lock()
	_, was := s.pauses[m]
	delete(s.pauses, m)
	s.mu.Unlock()
	if was {
		s.tell()
	}
}
