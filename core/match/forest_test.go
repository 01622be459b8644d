package match

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"terminwerk/core"
)

// grow makes a tree of random questions.
func grow(random *rand.Rand, nodes []TreeNode, at, deep int) []TreeNode {
	if deep == 0 || random.IntN(5) == 0 {
		nodes[at] = TreeNode{Feature: -1, At: float32(random.NormFloat64())}
		return nodes
	}
	left := len(nodes)
	nodes[at] = TreeNode{Feature: int32(random.IntN(featureCount)), At: float32(random.IntN(9)) / 2, Left: int32(left)}
	nodes = append(nodes, TreeNode{}, TreeNode{})
	nodes = grow(random, nodes, left, deep-1)
	return grow(random, nodes, left+1, deep-1)
}

func TestAForestAsksWhatItsTreesAsk(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	trees := make([][]TreeNode, 50)
	for i := range trees {
		trees[i] = grow(random, make([]TreeNode, 1), 0, random.IntN(mostDepth+1))
	}
	f, err := newForest(.5, trees, featureCount)
	if err != nil {
		t.Fatal(err)
	}
	var sets [2]features
	for range 200 {
		var want [2]float64
		for k := range sets {
			for i := range sets[k] {
				sets[k][i] = float32(random.IntN(20)-4) / 4
			}
			want[k] = .5
			for _, tree := range trees {
				n := tree[0]
				for n.Feature >= 0 {
					at := n.Left
					if sets[k][n.Feature] >= n.At {
						at++
					}
					n = tree[at]
				}
				want[k] += float64(n.At)
			}
		}
		if a, b := f.askBoth(sets[0][:], sets[1][:]); a != want[0] || b != want[1] {
			t.Fatalf("%v %v, want %v", a, b, want)
		}
	}
	if _, err := newForest(0, [][]TreeNode{chain(mostDepth + 1)}, featureCount); err == nil {
		t.Error("a tree that is too deep is taken")
	}
	if _, err := newForest(0, [][]TreeNode{chain(mostDepth)}, featureCount); err != nil {
		t.Error(err)
	}
}

// chain is a tree of so many questions, one below the other.
func chain(questions int) []TreeNode {
	tree := []TreeNode{{Feature: 1, At: 1, Left: 1}}
	for i := 1; i < questions; i++ {
		tree = append(tree, TreeNode{Feature: -1}, TreeNode{Feature: 1, At: 1, Left: int32(2*i + 1)})
	}
	return append(tree, TreeNode{Feature: -1}, TreeNode{Feature: -1})
}

func TestTheBallotGivesThoseWithTheMostVotes(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 1))
	var b ballot
	for range 50 {
		b.clear()
		want := map[core.ID]float32{}
		for range random.IntN(4000) {
			id, votes := core.ID(1+random.IntN(2500)), float32(random.IntN(6))/2
			v, known := b.of(id)
			if _, had := want[id]; had != known {
				t.Fatalf("%d is known: %v", id, known)
			}
			v.votes += votes
			want[id] += votes
		}
		var order []core.ID
		for id := range want {
			if id != 7 {
				order = append(order, id)
			}
		}
		slices.SortFunc(order, func(x, y core.ID) int { return cmp.Or(cmp.Compare(want[y], want[x]), cmp.Compare(x, y)) })
		for from := 0; from < min(len(order), 90); from += 30 { // those given are passed over the next time
			for i, at := range b.leading(30, []core.ID{7}) {
				if v := &b.votes[at]; v.id != order[from+i] {
					t.Fatalf("place %d: %d, want %d", from+i, v.id, order[from+i])
				}
				b.votes[at].rated = true
			}
		}
	}
}
