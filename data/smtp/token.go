package smtp

import (
	"context"
	"errors"
	"net/url"
	"sync"

	"terminwerk/core"
	"terminwerk/core/message"

	"golang.org/x/oauth2"
)

// The reasons for having no access token.
const (
	ReasonTokenURL    core.Reason = "sender.smtp.token_url"    // not an https address
	ReasonTokenServer core.Reason = "sender.smtp.token_server" // the provider's token server cannot be reached, or makes no sense
	ReasonGrant       core.Reason = "sender.smtp.grant"        // the refresh token no longer counts
	ReasonToken       core.Reason = "sender.smtp.token"        // the access token no longer counts, and nothing renews it
)

// Grant is the permission by which access tokens are fetched from a provider (RFC 6749, section 6). Client and refresh
// token come from the provider's own pages.
type Grant struct {
	URL, Client, Secret, Refresh string
}

// Tokens keeps the present access token until it expires. It may be used from several goroutines.
type Tokens struct {
	mu    sync.Mutex
	grant Grant
	token *oauth2.Token
}

// Access gives an access token, a fresh one if force is set or the last one is about to expire. renewed is the refresh token
// that the provider gave in place of the old one; empty while that stays.
func (t *Tokens) Access(ctx context.Context, g Grant, force bool) (access, renewed string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.token != nil && t.grant == g && !force && t.token.Valid() {
		return t.token.AccessToken, "", nil
	}
	config := oauth2.Config{ClientID: g.Client, ClientSecret: g.Secret, Endpoint: oauth2.Endpoint{TokenURL: g.URL, AuthStyle: oauth2.AuthStyleInParams}}
	ctx, cancel := context.WithTimeout(ctx, usualCommand)
	defer cancel()
	token, err := config.TokenSource(ctx, &oauth2.Token{RefreshToken: g.Refresh}).Token()
	if err != nil {
		return "", "", err
	}
	if token.RefreshToken != "" && token.RefreshToken != g.Refresh {
		renewed, g.Refresh = token.RefreshToken, token.RefreshToken
	}
	t.grant, t.token = g, token
	return token.AccessToken, renewed, nil
}

// unlicensed is the result when no access token could be had.
func unlicensed(ctx context.Context, err error) *message.Result {
	if r := ended(ctx, err); r != nil {
		return r
	}
	var answer *oauth2.RetrieveError
	if !errors.As(err, &answer) {
		r := *unreachable(ctx, err)
		if r.Outcome == message.Channel {
			r.Reason = string(ReasonTokenServer)
		}
		return &r
	}
	why := ReasonTokenServer
	if answer.ErrorCode == "invalid_grant" {
		why = ReasonGrant
	}
	said := answer.ErrorCode + " " + answer.ErrorDescription
	if answer.ErrorCode == "" && answer.Response != nil {
		said = answer.Response.Status
	}
	r := channel(why, oneLine(said))
	return &r
}

// checkTokenURL refuses an address to which the refresh token would go in the open.
func checkTokenURL(s core.SMTP) error {
	if s.TokenURL == "" {
		return nil
	}
	u, err := url.Parse(s.TokenURL)
	if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !Loopback(u.Hostname())) {
		return core.Refuse("smtp_token_url", ReasonTokenURL)
	}
	return nil
}

// licence puts the access token into the place of the password; renew drops the one that the server has just refused.
func (s *Sender) licence(ctx context.Context, renew bool) *message.Result {
	if s.c.Access == nil {
		return nil
	}
	access, err := s.c.Access(ctx, renew)
	if err != nil {
		return unlicensed(ctx, err)
	}
	s.c.Password = access
	return nil
}
