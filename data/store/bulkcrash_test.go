package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"terminwerk/core"
	"terminwerk/data/store"
	"terminwerk/data/store/storetest"
)

// crashRows are loaded in these tests: enough for three transactions of records and several of index keys.
const crashRows = 2600

// loadMaster loads the master and gives the number of commits it took.
func loadMaster(s *store.Store, on func(n int, commit func() error) error) (commits int, err error) {
	s.OnCommit(func(commit func() error) error {
		commits++
		return on(commits, commit)
	})
	_, err = s.Bulk(ctx, "import.customers", "test", master(crashRows, nil), nil)
	s.OnCommit(func(commit func() error) error { return commit() })
	return commits, err
}

// wholeAgain opens what a disturbed load has left and wants every record found by its keys, and the next write done.
func wholeAgain(t *testing.T, path, when string) {
	t.Helper()
	s, err := store.Open(path, store.Options{AnyFolder: true})
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if report, err := s.SelfCheck(); err != nil || !report.OK() {
		t.Fatalf("%s: %v %v", when, report, err)
	}
	ids, err := s.IDs(ctx, core.Query{Entity: core.EntityCustomer, Sort: core.SortNumber})
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	if n, err := s.Count(ctx, core.EntityCustomer); err != nil || n != len(ids) || n > crashRows {
		t.Fatalf("%s: %d customers counted, %d listed, %v", when, n, len(ids), err)
	}
	for i := range ids { // what was loaded is the beginning of the source, without a gap
		if i%97 == 0 || i == len(ids)-1 {
			if _, err := s.CustomerByNumber(ctx, fmt.Sprint(100_000+i)); err != nil {
				t.Fatalf("%s: customer %d of %d: %v", when, i, len(ids), err)
			}
		}
	}
	if _, err := save(s, "after", person("Ida", "Danach")); err != nil {
		t.Fatalf("%s: %v", when, err)
	}
}

// TestADiskThatIsFullOrBrokenInABulkLoadLosesNoRecordItsKeys lets the disk fail at every commit of a load and from then on.
func TestADiskThatIsFullOrBrokenInABulkLoadLosesNoRecordItsKeys(t *testing.T) {
	for _, fault := range []struct {
		name    string
		err     error
		written bool // the last commit before was done although it was reported as failed
	}{{"full", syscall.ENOSPC, false}, {"broken", syscall.EIO, false}, {"broken after writing", syscall.EIO, true}} {
		t.Run(fault.name, func(t *testing.T) {
			for at, commits := 1, 99; at <= commits; at++ {
				path := filepath.Join(t.TempDir(), "terminwerk.db")
				s, err := store.OpenOrCreate(path, store.Options{AnyFolder: true})
				if err != nil {
					t.Fatal(err)
				}
				done, err := loadMaster(s, func(n int, commit func() error) error {
					switch {
					case n < at:
						return commit()
					case n == at && fault.written:
						if err := commit(); err != nil {
							return err
						}
					}
					return &os.PathError{Op: "write", Path: path, Err: fault.err}
				})
				if done < at {
					commits = done // the load has no more commits than this
					if err != nil {
						t.Fatal(err)
					}
				} else if err == nil {
					t.Fatalf("commit %d failed, but the load did not", at)
				}
				when := fmt.Sprintf("%s at commit %d", fault.name, at)
				refusesToGuess(t, s, when)
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				wholeAgain(t, path, when)
			}
		})
	}
}

// refusesToGuess: a store that holds records without their index keys does not write, because it could not tell what is
// taken.
func refusesToGuess(t *testing.T, s *store.Store, when string) {
	t.Helper()
	if _, err := s.Customer(ctx, 1); core.IsKind(err, core.NotFound) {
		return // nothing was loaded
	}
	if _, err := save(s, "meanwhile", &core.Customer{Number: "100000", Contact: core.Contact{LastName: "Doppelt"}}); err == nil {
		t.Errorf("%s: a second customer with a number that is taken was written", when)
	}
}

// TestAPowerCutAtAnyCommitOfABulkLoadIsSurvived replays what the disk may hold when the power goes: the file as it was
// before a commit with any part of the commit's pages, or all of them with the page that makes them valid.
func TestAPowerCutAtAnyCommitOfABulkLoadIsSurvived(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "terminwerk.db")
	s := storetest.Open(t, path, store.Options{})
	r := rand.New(rand.NewPCG(4, 2))
	var states []string
	if _, err := loadMaster(s, func(n int, commit func() error) error {
		before, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := commit(); err != nil {
			return err
		}
		after, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for i, state := range [][]byte{torn(before, after, r), after} {
			at := filepath.Join(dir, fmt.Sprintf("cut-%d-%d", n, i), "terminwerk.db")
			if err := lay(path, at, state); err != nil {
				return err
			}
			states = append(states, at)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(states) < 12 {
		t.Fatalf("only %d states", len(states))
	}
	for _, at := range states {
		wholeAgain(t, at, filepath.Base(filepath.Dir(at)))
	}
}

// torn is the file before a commit with a random part of the pages that the commit writes, none of them valid yet: the two
// first pages say which are.
func torn(before, after []byte, r *rand.Rand) []byte {
	const page, heads = 4096, 2 * 4096
	state := append([]byte(nil), before...)
	if len(after) > len(state) && r.IntN(2) == 0 {
		state = append(state, make([]byte, len(after)-len(state))...)
	}
	for at := heads; at+page <= len(state) && at+page <= len(after); at += page {
		if r.IntN(2) == 0 {
			copy(state[at:at+page], after[at:at+page])
		}
	}
	return state
}

// lay puts a state of the file where it can be opened, with the small files beside it as they are at that moment.
func lay(path, at string, state []byte) error {
	if err := os.Mkdir(filepath.Dir(at), 0o700); err != nil {
		return err
	}
	for _, suffix := range []string{".state", ".numbers"} {
		text, err := os.ReadFile(path + suffix)
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		if err == nil {
			if err := os.WriteFile(at+suffix, text, 0o600); err != nil {
				return err
			}
		}
	}
	return os.WriteFile(at, state, 0o600)
}
