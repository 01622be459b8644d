package name

import "slices"

// Nicknames tells whether two folded first names can be short forms of one name, or one of the other.
func Nicknames(a, b string) bool { return nicknameOf(a, b) || nicknameOf(b, a) }

// FullForms lists the folded first names a folded short form can stand for; none for most names.
func FullForms(short string) []string { return nicknames[short] }

// ShortForms lists the folded short forms of a folded first name; none for most names.
func ShortForms(full string) []string { return shortForms[full] }

var shortForms = func() map[string][]string {
	forms := map[string][]string{}
	for short, names := range nicknames {
		for _, full := range names {
			forms[full] = append(forms[full], short)
		}
	}
	for _, list := range forms {
		slices.Sort(list)
	}
	return forms
}()

// nicknameOf tells whether short is a usual short form of full, or both are
// short forms of one name. Both are folded.
func nicknameOf(short, full string) bool {
	for _, name := range nicknames[short] {
		if name == full {
			return true
		}
		for _, other := range nicknames[full] {
			if other == name {
				return true
			}
		}
	}
	return false
}

// nicknames lists for a folded short form the folded first names it stands for.
var nicknames = foldedLists(map[string]string{
	"Alex": "Alexander Alexandra Alexandros", "Andi": "Andreas Andrea", "Andy": "Andreas Andrea", "Anni": "Anna Annemarie",
	"Basti": "Sebastian", "Bea": "Beate Beatrix Beatrice", "Bernd": "Bernhard", "Berni": "Bernhard", "Bert": "Albert Robert Herbert Norbert",
	"Bertl": "Albert Berta", "Betti": "Bettina Elisabeth", "Birgit": "Brigitte", "Charly": "Karl", "Chris": "Christian Christoph Christine Christina",
	"Christl": "Christine Christina", "Conny": "Cornelia", "Dani": "Daniel Daniela", "Didi": "Dieter Dietmar", "Dominik": "Dominikus",
	"Edi": "Eduard", "Eddi": "Eduard", "Elfi": "Elfriede", "Ella": "Elisabeth Gabriella", "Elli": "Elisabeth Elena", "Ernstl": "Ernst",
	"Ferdl": "Ferdinand", "Flo": "Florian", "Franz": "Franciscus", "Franzi": "Franziska", "Fred": "Alfred Manfred", "Fredi": "Alfred Manfred",
	"Freddy": "Alfred Manfred Frederik", "Friedl": "Friedrich Elfriede Frieda", "Fritz": "Friedrich", "Gabi": "Gabriele Gabriela",
	"Gerd": "Gerhard Gerhart", "Gert": "Gerhard", "Geri": "Gerhard Gerald", "Gitti": "Brigitte Birgit", "Gretl": "Margarete Margareta",
	"Grete": "Margarete Margareta", "Gustl": "August Gustav Auguste", "Günni": "Günther Günter", "Hans": "Johann Johannes", "Hansi": "Johann Johannes Hans",
	"Hannes": "Johannes Johann", "Hanni": "Johanna", "Hanna": "Johanna", "Harry": "Harald", "Heidi": "Adelheid Heidemarie", "Heini": "Heinrich",
	"Heinz": "Heinrich", "Hedi": "Hedwig", "Helli": "Helmut Helene Helga", "Helmi": "Helmut Wilhelmine", "Heli": "Helmut", "Ilse": "Elisabeth",
	"Ingo": "Ingomar", "Inge": "Ingeborg Ingrid", "Irmi": "Irmgard", "Jan": "Johannes Johann", "Jens": "Johannes", "Jo": "Johannes Josef Joachim Johanna",
	"Jochen": "Joachim", "Jogi": "Joachim", "Jörg": "Georg", "Jupp": "Josef", "Sepp": "Josef", "Pepi": "Josef Josefine", "Josip": "Josef", "Joe": "Josef Johann",
	"Joschi": "Josef", "Beppo": "Josef", "Karli": "Karl", "Kathi": "Katharina Kathrin Katrin", "Käthe": "Katharina", "Kati": "Katharina Katrin",
	"Klaus": "Nikolaus", "Konni": "Konrad Cornelia", "Kurtl": "Kurt", "Lena": "Helena Magdalena", "Leni": "Helene Magdalena", "Leo": "Leopold Leonhard Leonard",
	"Poldi": "Leopold Leopoldine", "Lilli": "Elisabeth Lilian", "Lisa": "Elisabeth", "Lisi": "Elisabeth", "Liesl": "Elisabeth", "Lotte": "Charlotte Liselotte",
	"Ludi": "Ludwig", "Wiggerl": "Ludwig", "Lutz": "Ludwig", "Luis": "Alois Ludwig", "Lois": "Alois", "Luisi": "Aloisia Luise", "Maggie": "Margarete Margit",
	"Manni": "Manfred", "Manu": "Manuel Manuela", "Marco": "Markus", "Mari": "Maria Marie", "Mitzi": "Maria", "Mizzi": "Maria", "Marianne": "Maria",
	"Matthias": "Matthäus", "Mattl": "Matthias", "Hias": "Matthias", "Max": "Maximilian", "Maxi": "Maximilian Maximiliane", "Michi": "Michael Michaela",
	"Michl": "Michael", "Mike": "Michael", "Mischa": "Michael", "Moni": "Monika", "Moritz": "Mauritius", "Niki": "Nikolaus Nikola Nicole",
	"Nico": "Nikolaus Nicolas", "Nik": "Nikolaus", "Olli": "Oliver", "Otti": "Otto Ottilie", "Pauli": "Paul Paula", "Peterl": "Peter", "Petzi": "Peter Petra",
	"Phil": "Philipp", "Rainer": "Reinhard", "Reini": "Reinhard Reinhold", "Resi": "Theresia Therese", "Thesi": "Theresia", "Richi": "Richard", "Richie": "Richard",
	"Robi": "Robert", "Rob": "Robert", "Rolf": "Rudolf", "Romy": "Rosemarie", "Rosi": "Rosa Rosemarie Rosina", "Roswi": "Roswitha", "Rudi": "Rudolf",
	"Sabsi": "Sabine", "Sandra": "Alexandra", "Sascha": "Alexander", "Sandi": "Sandra Alexandra", "Schorsch": "Georg", "Sepperl": "Josef", "Sigi": "Siegfried Sigrid Sieglinde Sigmund",
	"Steffi": "Stefanie Stephanie", "Steff": "Stefan Stephan", "Susi": "Susanne Susanna", "Theo": "Theodor", "Thomerl": "Thomas", "Tom": "Thomas", "Tommy": "Thomas",
	"Tina": "Christina Martina Bettina", "Toni": "Anton Antonia", "Traudl": "Gertraud Waltraud", "Traude": "Gertraud Waltraud", "Trude": "Gertrud Gertrude",
	"Uli": "Ulrich Ulrike", "Ulli": "Ulrich Ulrike", "Uschi": "Ursula", "Ulla": "Ursula Ulrike", "Uta": "Ute", "Vroni": "Veronika", "Vicky": "Viktoria",
	"Vinzenz": "Vincent", "Walli": "Walburga Waltraud", "Waldi": "Waldemar Oswald", "Wasti": "Sebastian", "Willi": "Wilhelm Wilfried", "Willy": "Wilhelm",
	"Wolf": "Wolfgang Wolfram", "Wolfi": "Wolfgang", "Xandl": "Alexander", "Xaver": "Franz", "Ferry": "Ferdinand Franz", "Franzl": "Franz", "Bernie": "Bernhard",
	"Beni": "Benjamin Benedikt", "Berti": "Albert Berta Herbert", "Bine": "Sabine", "Bob": "Robert", "Doro": "Dorothea Dorothee", "Ecki": "Eckhard Eckart",
	"Evi": "Eva Evelyn", "Finni": "Josefine", "Fredy": "Alfred Manfred", "Friedel": "Friedrich Elfriede Frieda", "Gerry": "Gerhard Gerald", "Gigi": "Luigi",
	"Hajo": "Hansjoachim", "Hilde": "Hildegard Mathilde", "Housi": "Hans", "Hubsi": "Hubert", "Jule": "Julia Juliane", "Kalle": "Karl",
	"Köbi": "Jakob", "Lore": "Hannelore Eleonore", "Magda": "Magdalena", "Marlis": "Marieluise", "Micha": "Michael", "Micki": "Michael Michaela",
	"Mona": "Monika", "Nicki": "Nicole Nikolaus", "Nino": "Antonino Giovanni", "Ossi": "Oskar Oswald", "Pino": "Giuseppe", "Beppe": "Giuseppe", "Ralle": "Ralf",
	"Regi": "Regina", "Rike": "Friederike Ulrike", "Robbi": "Robert", "Ronny": "Ronald", "Ruedi": "Rudolf", "Sämi": "Samuel", "Silvi": "Silvia", "Sissi": "Elisabeth",
	"Stoffl": "Christoph", "Thea": "Dorothea Theresia", "Tobi": "Tobias", "Tommi": "Thomas", "Trudi": "Gertrud Waltraud", "Ueli": "Ulrich", "Ursel": "Ursula",
	"Valli": "Valentin Valentina", "Vlado": "Vladimir", "Vreni": "Verena", "Waltl": "Walter", "Werni": "Werner", "Zenzi": "Kreszentia",
})

// foldedLists joins the lists of short forms that are folded to one, as Jo and Joe are.
func foldedLists(table map[string]string) map[string][]string {
	folded := make(map[string][]string, len(table))
	for short, names := range table {
		key := Fold(short)
		folded[key] = append(folded[key], Tokens(names)...)
	}
	for key, names := range folded {
		slices.Sort(names)
		folded[key] = slices.Compact(names)
	}
	return folded
}
