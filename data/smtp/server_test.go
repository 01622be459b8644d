package smtp_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// server is a mail server whose every word can be chosen, and that keeps what it was told.
type server struct {
	Offers   []string                 // after EHLO
	Secure   []string                 // after EHLO inside TLS; nil: Offers
	Answer   func(line string) string // to one command; "" for the usual answer, "drop" and "hang" for those
	Dot      string                   // after the final dot
	Between  string                   // sent right behind the answer to STARTTLS
	Implicit bool                     // TLS from the first byte
	TLS      *tls.Config

	mu       sync.Mutex
	commands []string
	messages []string
	port     int
	done     chan struct{}
}

func (s *server) start(t *testing.T) *server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = listener.Addr().(*net.TCPAddr).Port
	s.done = make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			all.Go(func() { s.serve(conn) })
		}
	})
	t.Cleanup(func() {
		close(s.done)
		listener.Close()
		all.Wait()
	})
	return s
}

// told lists the commands so far that begin with a word.
func (s *server) told(word string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.commands), func(c string) bool { return !strings.HasPrefix(c, word) })
}

func (s *server) taken() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.messages)
}

func (s *server) serve(conn net.Conn) {
	go func() { <-s.done; conn.Close() }()
	defer conn.Close()
	secure := s.Implicit
	if secure {
		conn = tls.Server(conn, s.TLS)
	}
	in := bufio.NewReader(conn)
	say := func(line string) bool {
		switch line {
		case "drop":
			return false
		case "hang":
			<-s.done
			return false
		}
		_, err := conn.Write([]byte(line + "\r\n"))
		return err == nil
	}
	if !say(s.word("", "220 test ESMTP")) {
		return
	}
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		s.mu.Lock()
		s.commands = append(s.commands, line)
		s.mu.Unlock()
		switch verb, _, _ := strings.Cut(line, " "); verb {
		case "EHLO":
			offers := s.Offers
			if secure && s.Secure != nil {
				offers = s.Secure
			}
			lines := append([]string{"test"}, offers...)
			for i := range lines {
				lines[i] = "250-" + lines[i]
			}
			lines[len(lines)-1] = "250 " + lines[len(lines)-1][4:]
			if !say(s.word(line, strings.Join(lines, "\r\n"))) {
				return
			}
		case "STARTTLS":
			answer := s.word(line, "220 go")
			if _, err := conn.Write([]byte(answer + "\r\n" + s.Between)); err != nil || answer != "220 go" {
				continue
			}
			conn, secure = tls.Server(conn, s.TLS), true
			in = bufio.NewReader(conn)
		case "DATA":
			if answer := s.word(line, "354 go"); answer != "354 go" {
				if !say(answer) {
					return
				}
				continue
			}
			say("354 go")
			body, ok := readBody(in)
			if !ok {
				return
			}
			s.mu.Lock()
			s.messages = append(s.messages, body)
			s.mu.Unlock()
			answer := s.Dot
			if answer == "" {
				answer = "250 2.0.0 Ok: queued as 4711"
			}
			if !say(answer) {
				return
			}
		case "QUIT":
			say("221 bye")
			return
		default:
			if !say(s.word(line, "250 ok")) {
				return
			}
		}
	}
}

func readBody(in *bufio.Reader) (string, bool) {
	var body strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return "", false
		}
		if line == ".\r\n" {
			return body.String(), true
		}
		body.WriteString(strings.TrimPrefix(line, "."))
	}
}

func (s *server) word(line, usual string) string {
	if s.Answer != nil {
		if answer := s.Answer(line); answer != "" {
			return answer
		}
	}
	return usual
}

// certificate makes an authority of its own and a certificate by it; the authority's file is the second result.
func certificate(t *testing.T, host string, until time.Time) (*tls.Config, string) {
	t.Helper()
	authorityKey, authority := issue(t, &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(48 * time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}, nil, nil)
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), NotBefore: time.Now().Add(-24 * time.Hour), NotAfter: until,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if ip := net.ParseIP(host); ip != nil {
		leaf.IPAddresses = []net.IP{ip}
	} else {
		leaf.DNSNames = []string{host}
	}
	key, cert := issue(t, leaf, authority, authorityKey)
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: authority.Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{cert.Raw}, PrivateKey: key}}}, file
}

func issue(t *testing.T, c, parent *x509.Certificate, by *ecdsa.PrivateKey) (*ecdsa.PrivateKey, *x509.Certificate) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if parent == nil {
		parent, by = c, key
	}
	raw, err := x509.CreateCertificate(rand.Reader, c, parent, key.Public(), by)
	if err != nil {
		t.Fatal(err)
	}
	made, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return key, made
}

// oldVersion is the same server with a TLS that is no longer safe.
func oldVersion(c *tls.Config) *tls.Config {
	c = c.Clone()
	c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	return c
}
