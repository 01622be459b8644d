package data

import (
	"io/fs"
	"net"
	"os"
	"sync"

	"terminwerk/core/activation"
	"terminwerk/core/message"
	trust "terminwerk/data/activation"
	"terminwerk/data/secret"
	"terminwerk/data/smtp"
)

// MessageFiles are what messages need from outside: embedded files, and the window's clipboard.
type MessageFiles struct {
	Wordings fs.FS // messages/<language>.json
	SMS      fs.FS // sms/<profile>.json
	Keys     fs.FS // activation/*.pub
	// Clipboard takes a text that no mail program takes; nil: there is none.
	Clipboard func(text string) error
}

// Messaging is the outbox of an open database with everything it sends by.
type Messaging struct {
	Outbox     *message.Service
	Activation *activation.Service
	Network    message.Network
	Services   message.Services // the SMS reminder services, for the settings
	Secrets    *secret.Store
}

// ServiceDesk keeps the private keys that sign activation codes.
type ServiceDesk = trust.Issuer

// Messaging gives the outbox of the database: the same one to everybody, so that one pass runs at a time.
func (w *Workplace) Messaging(files MessageFiles) (*Messaging, error) { return w.post(files) }

// once makes of build a function that builds at the first call.
func once(build func(MessageFiles) (*Messaging, error)) func(MessageFiles) (*Messaging, error) {
	var mu sync.Mutex
	var built *Messaging
	return func(files MessageFiles) (*Messaging, error) {
		mu.Lock()
		defer mu.Unlock()
		if built != nil {
			return built, nil
		}
		var err error
		built, err = build(files)
		return built, err
	}
}

func (w *Workplace) messaging(files MessageFiles) (*Messaging, error) {
	wordings, err := message.ReadWordings(files.Wordings)
	if err != nil {
		return nil, err
	}
	secrets := NewSecrets(os.Getenv, w.config.Path, w.demo)
	ways, err := NewModules(ModulesConfig{Profiles: files.SMS, Clock: w.config.Clock, Secrets: secrets, Clipboard: files.Clipboard})
	if err != nil {
		return nil, err
	}
	unlocked := activation.New(w.Store, w.config.Clock, trust.Trust{Built: files.Keys})
	w.outbox = message.New(w.Store, w.config.Clock, message.Ports{
		Modules: ways, Composer: smtp.Composer{Clock: w.config.Clock}, Wordings: wordings, Gate: unlocked, Network: network{},
	})
	return &Messaging{
		Outbox: w.outbox, Activation: unlocked, Network: network{}, Services: ways, Secrets: secrets,
	}, nil
}

// network tells whether any interface of this machine is up that leads further than to the machine itself. A machine whose
// interfaces cannot be read counts as connected: the attempt will tell.
type network struct{}

// Up implements core/message.Network.
func (network) Up() bool {
	list, err := net.Interfaces()
	if err != nil {
		return true
	}
	for _, i := range list {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		if addresses, err := i.Addrs(); err != nil || len(addresses) > 0 {
			return true
		}
	}
	return false
}
