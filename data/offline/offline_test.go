package offline_test

import (
	"errors"
	"fmt"
	"net"
	"syscall"
	"testing"

	"terminwerk/data/offline"
)

func TestServerThatRefusesIsNoMissingNetwork(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	_, err = net.Dial("tcp", address)
	if err == nil || offline.Is(err) {
		t.Errorf("a closed port counts as no network: %v", err)
	}
	if offline.Is(nil) || offline.Is(errors.New("535 wrong password")) {
		t.Error("something else counts as no network")
	}
}

func TestUnreachableNetworkIsRecognised(t *testing.T) {
	unreachable := &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ENETUNREACH}
	if !offline.Is(fmt.Errorf("connect: %w", unreachable)) {
		t.Error("an unreachable network is not recognised")
	}
	if !offline.Is(&net.DNSError{Err: "server misbehaving", Name: "mail.example.com", IsTemporary: true}) {
		t.Error("a resolver without network is not recognised")
	}
}
