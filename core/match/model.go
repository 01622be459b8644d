package match

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Model holds what was learnt about how much each piece of evidence says. It is read once, never changes, and may be used
// from any goroutine.
type Model struct {
	version int
	prior   float64
	weights [levelCount]float64
	rareLast,
	rareFirst float64 // weight of one unit of rarity of an equal name
	trees forest
	pairs forest // of two customers of the stock
	knots [][2]float64
	names frequencies
}

// modelVersion is the version of the file that this program reads.
const modelVersion = 1

// FirstModel is where training begins: whoever agrees in more fields comes first.
func FirstModel() ModelFile {
	file := ModelFile{Version: modelVersion, Prior: -4, Weights: map[string]float64{}, Features: featureNames[:]}
	for _, x := range explained {
		switch x.relation {
		case Equal:
			file.Weights[x.name] = 2
		case Different:
			file.Weights[x.name] = -1
		default:
			file.Weights[x.name] = 1
		}
	}
	return file
}

// ModelFile is how a model is kept: JSON, so that every number of it can be read and compared.
type ModelFile struct {
	Version   int                `json:"version"`
	Prior     float64            `json:"prior"`
	RareLast  float64            `json:"rare_last"`
	RareFirst float64            `json:"rare_first"`
	Weights   map[string]float64 `json:"weights"`
	Features  []string           `json:"features"`
	Base      float64            `json:"base"`
	Trees     Trees              `json:"trees"`
	Knots     [][2]float64       `json:"calibration"` // log-odds of the trees and what they turn out to be, rising; straight between
	Last      map[string]float64 `json:"last_names"`  // folded name: how many of a million people bear it
	First     map[string]float64 `json:"first_names"` // folded name: how many of a million people bear it
}

// ReadModel reads a model, and the trees of the pairs; it refuses one of another version or with other levels and features
// than this program's.
func ReadModel(data, pairs []byte) (*Model, error) {
	var file ModelFile
	var pair PairFile
	if err := errors.Join(json.Unmarshal(data, &file), json.Unmarshal(pairs, &pair)); err != nil {
		return nil, fmt.Errorf("read the model of the duplicate search: %w", err)
	}
	return NewModel(file, pair)
}

// NewModel makes a model of its parts; the errors are those of ReadModel.
func NewModel(file ModelFile, pairs PairFile) (*Model, error) {
	if file.Version != modelVersion || pairs.Version != modelVersion {
		return nil, fmt.Errorf("the model of the duplicate search has versions %d and %d, not %d", file.Version, pairs.Version, modelVersion)
	}
	m := &Model{
		version: file.Version, prior: file.Prior, knots: file.Knots, rareLast: file.RareLast, rareFirst: file.RareFirst,
		names: frequencies{last: file.Last, first: file.First},
	}
	for l := range levelCount {
		w, ok := file.Weights[explained[l].name]
		if !ok {
			return nil, fmt.Errorf("the model of the duplicate search has no weight for %q", explained[l].name)
		}
		m.weights[l] = w
	}
	for i := 1; i < len(file.Knots); i++ {
		if a, b := file.Knots[i-1], file.Knots[i]; !(a[0] < b[0] && a[1] <= b[1]) {
			return nil, fmt.Errorf("the model of the duplicate search has a calibration that falls at %v", b)
		}
	}
	if !slices.Equal(file.Features, featureNames[:]) || pairs.Features != pairFeatureCount {
		return nil, fmt.Errorf("the model of the duplicate search knows %d and %d features, not %d and %d", len(file.Features), pairs.Features, featureCount, pairFeatureCount)
	}
	var err, pairErr error
	m.trees, err = newForest(file.Base, file.Trees, featureCount)
	m.pairs, pairErr = newForest(pairs.Base, pairs.Trees, pairFeatureCount)
	return m, errors.Join(err, pairErr)
}

// rarity is how much rarer than one in ten a name is, in natural logarithms; from 0 for a name everybody has.
func rarity(share float64) float64 {
	return math.Max(0, math.Min(14, -math.Log(math.Max(share, 1e-7))))
}

// frequencies say how frequent a name is in the country, in people of a million.
type frequencies struct{ last, first map[string]float64 }

// unseen is how many of a million people bear a name that no table holds.
const unseen = 4

// pseudoStock is how many people of the whole country count beside those of the stock when the frequency of a name is
// estimated: a name unique in a small stock is not unique in the country.
const pseudoStock = 30000

// share is the estimated share of people who bear a name: those of the stock, and as many as there would be among people
// of the whole country.
func share(table map[string]float64, words []string, bearers, customers int) float64 {
	return (float64(bearers) + pseudoStock*lookup(table, words)/1e6) / (float64(customers) + pseudoStock)
}

// lookup takes the rarest word of a compound name.
func lookup(table map[string]float64, words []string) float64 {
	best := math.Inf(1)
	for _, w := range words {
		n, ok := table[w]
		if !ok {
			n = unseen
		}
		best = min(best, n)
	}
	if math.IsInf(best, 1) {
		return unseen
	}
	return best
}

// judge gives candidates their calibrated log-odds, and tells the least of them.
func (m *Model) judge(list []*rated) (least float64) {
	least = math.Inf(1)
	for i := 0; i < len(list); i += 2 {
		a, b := list[i], list[min(i+1, len(list)-1)]
		x, y := m.trees.askBoth(a.features[:], b.features[:])
		a.logit, b.logit = calibrated(x, m.knots), calibrated(y, m.knots)
		least = min(least, a.logit, b.logit)
	}
	return least
}

// calibrated goes straight from knot to knot, on beyond the last one, and leaves what is below the first as it is.
func calibrated(x float64, knots [][2]float64) float64 {
	for i := 1; i < len(knots); i++ {
		a, b := knots[i-1], knots[i]
		if x >= a[0] && (x < b[0] || i == len(knots)-1) {
			return a[1] + (x-a[0])*(b[1]-a[1])/(b[0]-a[0])
		}
	}
	return x
}

// TreeNode is a question, or a leaf when Feature is negative: then At is what the leaf adds.
type TreeNode struct {
	Feature int32
	At      float32 // goes left below it
	Left    int32   // place in the tree of the left child; the right one follows it
}

// Trees are the trees of a model. In the file they are packed: for every tree the number of its nodes in two bytes, then
// for every node its feature in one byte (255 for a leaf), its number in four, and the place of its left child in two.
type Trees [][]TreeNode

const nodeBytes = 7

// MarshalJSON packs the trees.
func (t Trees) MarshalJSON() ([]byte, error) {
	var data []byte
	for _, tree := range t {
		data = binary.LittleEndian.AppendUint16(data, uint16(len(tree)))
		for _, n := range tree {
			data = append(data, byte(n.Feature))
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(n.At))
			data = binary.LittleEndian.AppendUint16(data, uint16(n.Left))
		}
	}
	return json.Marshal(data)
}

// UnmarshalJSON reads what MarshalJSON packs.
func (t *Trees) UnmarshalJSON(text []byte) error {
	var data []byte
	if err := json.Unmarshal(text, &data); err != nil {
		return err
	}
	for len(data) >= 2 {
		n := int(binary.LittleEndian.Uint16(data))
		data = data[2:]
		if len(data) < n*nodeBytes {
			return errors.New("a tree is cut short")
		}
		tree := make([]TreeNode, n)
		for i := range tree {
			at := data[i*nodeBytes:]
			tree[i] = TreeNode{Feature: int32(int8(at[0])), At: math.Float32frombits(binary.LittleEndian.Uint32(at[1:])), Left: int32(binary.LittleEndian.Uint16(at[5:]))}
		}
		*t, data = append(*t, tree), data[n*nodeBytes:]
	}
	return nil
}
