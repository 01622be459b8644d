package smtp_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/smtp"
)

// provider gives access tokens for the refresh token "refresh-0", numbered from 1.
type provider struct {
	given   int
	refuse  string // the error code of its answer
	renewed string // a refresh token given along
	form    map[string][]string
}

func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	p.form = r.PostForm
	w.Header().Set("Content-Type", "application/json")
	if p.refuse != "" {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"error":%q,"error_description":"Token has been revoked."}`, p.refuse)
		return
	}
	p.given++
	fmt.Fprintf(w, `{"access_token":"access-%d","token_type":"Bearer","expires_in":3600,"refresh_token":%q}`, p.given, p.renewed)
}

// byToken is a mail server that takes one access token only, and a sender that fetches it from the provider.
func byToken(t *testing.T, p *provider, valid *string) (*smtp.Sender, *server) {
	t.Helper()
	tokens := httptest.NewServer(p)
	t.Cleanup(tokens.Close)
	s := (&server{Offers: []string{"AUTH XOAUTH2"}, Answer: func(line string) string {
		if !strings.HasPrefix(line, "AUTH") {
			return ""
		}
		word, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(line, "AUTH XOAUTH2 "))
		if err == nil && string(word) == "user=kfz@autohaus.example\x01auth=Bearer "+*valid+"\x01\x01" {
			return "235 2.7.0 welcome"
		}
		return "535 5.7.8 invalid token"
	}}).start(t)
	config := plain(s)
	config.Auth, config.User, config.TokenURL, config.ClientID = "xoauth2", "kfz@autohaus.example", tokens.URL, "client"
	var cache smtp.Tokens
	config.Access = func(ctx context.Context, renew bool) (string, error) {
		access, _, err := cache.Access(ctx, smtp.Grant{URL: tokens.URL, Client: "client", Secret: "s", Refresh: "refresh-0"}, renew)
		return access, err
	}
	return smtp.New(config), s
}

func TestAnAccessTokenIsFetchedOnceAndAgainWhenItIsRefused(t *testing.T) {
	p, valid := &provider{}, "access-1"
	s, box := byToken(t, p, &valid)
	for range 2 {
		want(t, s.Send(t.Context(), mail(t, "a@example.com")), message.Sent, "")
	}
	if p.given != 1 || p.form["refresh_token"][0] != "refresh-0" || p.form["client_id"][0] != "client" || p.form["client_secret"][0] != "s" {
		t.Errorf("%d tokens, asked with %v", p.given, p.form)
	}
	valid = "access-2" // the provider has withdrawn the first
	r := s.Send(t.Context(), mail(t, "a@example.com"))
	want(t, r, message.Sent, "")
	if p.given != 2 || len(box.taken()) != 3 {
		t.Errorf("%d tokens, %d messages", p.given, len(box.taken()))
	}
	for _, line := range r.Transcript {
		if strings.Contains(line, base64.StdEncoding.EncodeToString([]byte("user=kfz@autohaus.example\x01auth=Bearer access-2\x01\x01"))) {
			t.Errorf("the transcript shows the token: %s", line)
		}
	}
	valid = "none"
	want(t, s.Send(t.Context(), mail(t, "a@example.com")), message.Channel, smtp.ReasonLogin)
	if p.given != 3 {
		t.Errorf("a refused login was tried again and again: %d tokens", p.given)
	}
}

func TestARevokedPermissionIsSaidInWords(t *testing.T) {
	p, valid := &provider{refuse: "invalid_grant"}, ""
	s, box := byToken(t, p, &valid)
	r := s.Send(t.Context(), mail(t, "a@example.com"))
	want(t, r, message.Channel, smtp.ReasonGrant)
	if r.Words != "invalid_grant Token has been revoked." || len(box.told("EHLO")) != 0 {
		t.Errorf("%+v", r)
	}
	p.refuse = "invalid_client"
	want(t, s.Send(t.Context(), mail(t, "a@example.com")), message.Channel, smtp.ReasonTokenServer)
}

func TestAnAccessTokenThatNothingRenewsIsSaidInWords(t *testing.T) {
	s := (&server{Offers: []string{"AUTH XOAUTH2"}, Answer: func(line string) string {
		if strings.HasPrefix(line, "AUTH") {
			return "535 5.7.8 invalid token"
		}
		return ""
	}}).start(t)
	config := plain(s)
	config.Auth, config.User, config.Password = "xoauth2", "kfz@autohaus.example", "old"
	want(t, smtp.New(config).Send(t.Context(), mail(t, "a@example.com")), message.Channel, smtp.ReasonToken)
}

func TestARefreshTokenNeverTravelsInTheOpen(t *testing.T) {
	for address, ok := range map[string]bool{
		"https://login.example.com/token": true, "http://127.0.0.1:8080/token": true, "": true,
		"http://login.example.com/token": false, "login.example.com": false, "https://": false,
	} {
		if err := smtp.Check(core.SMTP{Host: "mail.example.com", TokenURL: address}); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}
