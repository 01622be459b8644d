package main

import "strings"

// The names are common ones of the German-speaking countries and of the people who came to live there, put down from
// general knowledge, roughly the most frequent first. No list of anybody's is copied, and no row of them is a real person.

var maleNames = strings.Fields(`Peter Thomas Michael Andreas Hans Wolfgang Klaus Jürgen Stefan Christian Martin Werner Frank
	Josef Alexander Gerhard Bernd Helmut Uwe Manfred Dieter Markus Günter Karl Franz Walter Heinz Johann Daniel Ralf Rainer
	Robert Matthias Joachim Jörg Herbert Rolf Dirk Johannes Horst Sebastian Florian Tobias Jan Georg Torsten Norbert Anton
	Harald Kurt Siegfried Reinhard Alfred Sven Patrick Rudolf Oliver Ulrich Philipp Lukas Marcel Marco Christoph Otto Volker
	Erich Erwin Roland Paul Friedrich Wilhelm Herbert Holger Kevin Felix Maximilian Dominik Jens Ernst Lothar Heinrich Detlef
	Axel Carsten Ludwig Egon Hermann Gerald René Kai Björn Nico Benjamin David Simon Tim Fabian Julian Jakob Moritz Leon Jonas
	Niklas Elias Noah Leo Alois Leopold Gottfried Konrad Hubert Albert Edgar Arnold Richard Ewald Eugen August Gustav Emil Bruno
	Hugo Theodor Xaver Sepp Benedikt Valentin Raphael Gregor Mario Rene Armin Arno Bernhard Edmund Eckhard Ferdinand Gerd Gert
	Guido Henning Hartmut Heiko Henrik Ingo Ivo Jochen Karlheinz Lars Lorenz Marc Maik Malte Mathias Nils Olaf Oskar Pascal Ralph
	Reiner Roman Sascha Silvio Steffen Thilo Timo Till Udo Urs Ueli Beat Reto Adrian Pius Fritz Willi Willy Rudi Toni Hansjörg
	Hanspeter Karl-Heinz Hans-Peter Hans-Jürgen Klaus-Dieter Karl-Josef Franz-Josef Heinz-Peter Ernst-August Jean Pierre Luc
	Wendelin Magnus Korbinian Quirin Vinzenz Zacharias Balthasar Kaspar Isidor Egid Gebhard Hartwig Helmuth Wunibald Adalbert
	Dankmar Ottokar Ortwin Sigmar Wolfram Volkmar Burkhard Eberhard Gernot Giselher Gunther Falk Hagen Rüdiger Lutz Knut Arne
	Thorben Ole Hauke Hinnerk Enno Onno Tjark Wiebrand Meinhard Rupert Engelbert Kilian Severin Blasius Ignaz Kajetan Veit Vitus`)

var femaleNames = strings.Fields(`Maria Ursula Monika Petra Elisabeth Sabine Renate Helga Karin Brigitte Ingrid Erika Andrea
	Gisela Claudia Susanne Gabriele Christa Christine Hildegard Anna Birgit Barbara Gerda Martina Eva Katharina Angelika Heike
	Stefanie Nicole Julia Irmgard Ruth Ilse Margarete Waltraud Hannelore Christina Anja Silvia Rosemarie Marion Cornelia Doris
	Sandra Gertrud Johanna Melanie Daniela Edith Regina Jutta Ute Kerstin Tanja Ulrike Anke Bärbel Elke Sonja Marianne Michaela
	Lisa Sarah Laura Lena Anneliese Inge Rita Roswitha Veronika Katrin Simone Beate Dagmar Bettina Sigrid Manuela Theresia Silke
	Katja Yvonne Nadine Vanessa Jana Jennifer Jessica Franziska Verena Carina Magdalena Sophie Marie Emma Mia Hannah Leonie Lea
	Emilia Lina Amelie Clara Ella Luisa Antonia Charlotte Helene Frieda Paula Ida Mathilda Greta Rosa Aloisia Hermine Hedwig
	Berta Ottilie Adelheid Agnes Agathe Klara Josefa Josefine Leopoldine Notburga Walburga Kunigunde Ludmilla Irma Irene Carola
	Corinna Diana Dorothea Elfriede Elvira Evelyn Friederike Gerlinde Gudrun Heidemarie Heidi Hilde Ilona Ines Iris Isabella
	Jasmin Judith Karola Karoline Lieselotte Liane Lydia Margit Margot Marlene Marlies Mechthild Miriam Nina Olga Patricia
	Rebecca Romana Sieglinde Stefania Stephanie Susanna Sylvia Tamara Tatjana Traude Ulla Undine Uta Valentina Viktoria Viola
	Waltraut Wilhelmine Wiltrud Yvette Zita Annemarie Annegret Annelore Hannelotte Lieselore Rosalinde Rosina Regula Vreni Heidy
	Ursina Flurina Seraina Madlaina Corinne Chantal Anne-Marie Eva-Maria Anna-Lena Marie-Luise Hanna-Lore Anna-Maria Ann-Kathrin
	Wiebke Frauke Heike Antje Maike Silke Swantje Tomke Gesche Imke Elke Inken Birte Dörte Grit Kathrin Peggy Mandy Cindy Doreen
	Ottilia Philomena Apollonia Kreszenz Gundula Gunhild Ingeborg Irmtraud Isolde Kriemhild Mathilde Mechtild Ortrud Sieglind`)

// foreign are people whose first and last names go together.
var foreign = []struct {
	weight             int
	male, female, last []string
}{
	{
		9, strings.Fields(`Mehmet Mustafa Ahmet Ali Hasan Hüseyin İbrahim Osman Murat Yusuf Ömer Emre Burak Serkan Kemal Okan Tolga Volkan
		Cem Can Halil Ramazan İsmail Süleyman Bülent Erkan Levent Orhan Selim Şahin Tuncay Yaşar Zafer`),
		strings.Fields(`Fatma Ayşe Emine Hatice Zeynep Elif Meryem Özlem Sevgi Gül Filiz Derya Esra Büşra Songül Nurten Aylin Hülya Pınar
		Sibel Şule Yasemin Gülsüm Havva Melek Nuray Tülay`),
		strings.Fields(`Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt
		Özkan Şimşek Polat Korkmaz Çakır Erdoğan Güneş Aksoy Bulut Acar Güler Tekin Taş Bozkurt Keskin Karaca Uçar Ünal Sarı Toprak Avcı
		Turan Yavuz Coşkun Işık Kaplan Duman Durmaz Karabulut Gündoğdu Altıntaş`),
	},
	{
		9, strings.Fields(`Dragan Zoran Milan Goran Ivan Marko Nikola Stefan Aleksandar Dejan Nenad Slobodan Miroslav Željko Mladen Branko
		Tomislav Josip Ante Stjepan Senad Emir Amir Mirza Admir Haris Damir Zlatko Boris Siniša`),
		strings.Fields(`Dragana Jelena Ana Ivana Marija Milica Snežana Gordana Vesna Biljana Mirjana Ljiljana Danijela Jasmina Amra Lejla Emina
		Senada Nada Ružica Katica Đurđa Božica Slavica Svetlana Tanja Maja`),
		strings.Fields(`Jovanović Petrović Nikolić Marković Đorđević Stojanović Ilić Pavlović Stanković Kovačević Popović Horvat Babić Marić
		Jurić Novak Kovač Knežević Vuković Matić Tomić Perić Hodžić Begić Hadžić Delić Softić Omerović Mujić Ibrahimović Živković Milošević
		Simić Lukić Radić Božić Blažević Šarić Grgić Lončar Ćosić Žunić Krasniqi Gashi Berisha Hoxha Shala Kelmendi Rexhepi`),
	},
	{
		7, strings.Fields(`Krzysztof Piotr Andrzej Tomasz Paweł Marcin Jan Michał Jakub Adam Łukasz Grzegorz Zbigniew Jerzy Stanisław Mariusz
		Dariusz Wojciech Tadeusz Petr Jiří Pavel Tomáš Martin László István Zoltán Gábor Ferenc Attila Csaba Ion Gheorghe Vasile Florin`),
		strings.Fields(`Agnieszka Małgorzata Katarzyna Joanna Barbara Magdalena Monika Ewa Beata Dorota Teresa Grażyna Bożena Elżbieta Halina
		Jana Lenka Kateřina Ilona Zsuzsanna Erzsébet Katalin Mária Elena Mihaela Ioana Gabriela`),
		strings.Fields(`Kowalski Nowak Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski
		Mazur Krawczyk Piotrowski Grabowski Pawłowski Michalski Zając Król Wieczorek Jabłoński Dvořák Svoboda Novotný Černý Procházka Kučera
		Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Popescu Ionescu Popa Dumitru Stan Stoica`),
	},
	{
		4, strings.Fields(`Giuseppe Antonio Giovanni Salvatore Francesco Luigi Vincenzo Roberto Marco Paolo Domenico Michele Pasquale Angelo Carlo
		Manuel João Carlos José Pedro Rui Paulo Nuno`),
		strings.Fields(`Maria Anna Giuseppina Rosa Angela Giovanna Teresa Lucia Carmela Caterina Francesca Antonella Paola Silvia Laura Ana Isabel
		Fernanda Cristina Carla Lurdes`),
		strings.Fields(`Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Costa Giordano Mancini
		Rizzo Lombardi Moretti Santoro Caruso Di_Stefano D'Angelo Della_Valle Fontana Silva Santos Ferreira Pereira Oliveira Rodrigues Martins
		Gomes Almeida Carvalho`),
	},
	{
		4, strings.Fields(`Sergej Alexej Dmitri Wladimir Andrej Viktor Igor Oleg Juri Nikolai Michail Eugen Waldemar Maxim Anatoli Boris Konstantin`),
		strings.Fields(`Olga Irina Natalia Tatjana Elena Svetlana Ludmila Galina Valentina Oksana Anastasia Ekaterina Larissa Nadja Julia`),
		strings.Fields(`Ivanow Petrow Sokolow Wolkow Kusnezow Popow Wassiljew Lebedew Nowikow Fedorow Morosow Schewtschenko Kowalenko Bondarenko
		Tkatschenko Melnyk Krawtschenko Boiko Lyssenko Becker Schmidt Wagner Weber Schäfer Keller Fuchs Lang Frank`),
	},
	{
		5, strings.Fields(`Mohammed Ahmad Ali Omar Hassan Khaled Ibrahim Youssef Mahmoud Karim Samir Bilal Abdul Reza Amir Hamid Minh Tuan Duc
		Chidi Emeka Kwame Samuel Joseph Rajesh Vikram Sanjay`),
		strings.Fields(`Fatima Aisha Mariam Layla Nour Samira Amina Rana Zahra Nasrin Maryam Thi Linh Huong Ngoc Grace Mercy Blessing Priya Anjali`),
		strings.Fields(`Mohammad Ahmad Hassan Hussein Ibrahim Khalil Al-Ahmad Al-Hassan Saleh Mansour Haddad Khoury Ahmadi Hosseini Rezai Karimi
		Nguyen Tran Le Pham Hoang Vu Okafor Mensah Boateng Nwachukwu Singh Kumar Sharma Ghosh Khan Malik Chowdhury`),
	},
}

var lastNames = strings.Fields(`Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter
	Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann
	Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert
	Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter
	Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich
	Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Gruber Pichler Steiner Moser Mayr
	Hofer Leitner Eder Fischer Schmid Wimmer Egger Brunner Auer Binder Lechner Haas Aigner Ebner Koller Reiter Wallner Fuchs Lang
	Stadler Holzer Pirker Strasser Schwaiger Haider Fink Ortner Wieser Riegler Kern Kofler Unterberger Oberhauser Hinteregger
	Zangerl Hörl Rainer Mair Thaler Gasser Plattner Pfister Meier Meyer Widmer Frei Bühler Gerber Graf Wyss Moser Suter Zürcher
	Bachmann Kunz Baumgartner Roth Hofer Lüthi Hug Ammann Hess Schwander Zaugg Aebi Aeschlimann Burri Ott Zbinden Furrer Camenzind
	Ritter Ernst Anders Arndt Bach Barth Bartels Beier Bender Benz Berndt Blum Bock Böttcher Brand Breuer Brückner Bruns Buchholz
	Burger Conrad Decker Diehl Döring Dreyer Ebert Eckert Eder Ehlers Erdmann Esser Ewald Fiedler Förster Freitag Frey Fritz
	Fröhlich Funk Gärtner Gebhardt Geiger Gerlach Geyer Göbel Götz Grimm Haase Hagen Hansen Harms Heck Heinz Heller Hennig Henke
	Hermann Herzog Heß Heuer Hildebrandt Hinz Hirsch Hoppe Huth Jacob Jahn Jansen Janssen John Jordan Jost Kaufmann Keßler
	Kirchner Klose Kluge Knoll Kolb Konrad Kopp Körner Kramer Kremer Kretschmer Kunze Kurz Lauer Lenz Lindner Link Löffler Lohmann
	Lutz Mann Marquardt Marx Maurer Menzel Merkel Mertens Metz Metzger Michel Miller Mohr Moll Moritz Nagel Naumann Neubauer Nickel
	Noack Noll Nolte Opitz Pape Paul Petersen Pfeifer Philipp Pieper Popp Probst Raab Rau Reich Reichert Reimann Reimer Reinhardt
	Renner Reuter Riedel Rieger Rohde Röder Rose Rothe Rudolph Rupp Sander Schade Schaller Scherer Schiller Schilling Schindler
	Schlegel Schlüter Schott Schramm Schütte Schütz Schultz Schulz Schuler Seifert Siebert Singer Sievers Späth Stahl Stark Steffen
	Stephan Stock Stoll Strauß Sturm Thiel Thiele Thomsen Timm Ullrich Ulrich Unger Urban Vetter Völker Vollmer Voß Wegener Wegner
	Weidner Weise Wendt Wenzel Wiegand Wilhelm Wilke Will Winkelmann Wirth Witt Witte Wittmann Wulf Wunderlich Zander Zeller Zimmer
	Adler Amann Angerer Bacher Bader Bichler Brandstätter Breitenfelder Brandner Dallinger Daxböck Ecker Enzinger Fasching Feichtinger
	Forster Gangl Grabner Grasser Haberl Hackl Haller Hasenöhrl Hauser Höller Hutter Jandl Kainz Kaltenbrunner Karner Kastner Kaufmann
	Kirchmayr Klammer Knapp Kogler Kreuzer Kröll Lackner Lederer Loibl Mandl Mitterer Neuhauser Obermayr Paar Perner Pfeffer Posch
	Prantl Prem Raffl Ranner Resch Riedl Rieder Salcher Sammer Schachner Schober Schuh Seiwald Spitzer Stangl Steindl Stöckl Swoboda
	Tanzer Trummer Ungar Vogl Wagner Weinzierl Weiss Wiesinger Windisch Wurm Zach Zauner Zehetner Zotter`)

// nameHeads, nameMiddles and nameTails compose the many rare last names.
var (
	nameHeads = strings.Fields(`Acker Alten Am Anger Asch Bach Bären Bar Berg Birken Bock Breiten Brenn Bruck Brunn Buch Burg Busch Dieten Dorn
		Dürr Eber Eck Edel Eich Eisen Eller Elms Engel Erlen Esch Falken Feld Felsen Finster Fisch Frank Frauen Freuden Gais Garten Geist
		Gold Graben Gries Grün Hagen Hain Hammer Harten Hasel Heiden Heil Helm Herbst Hinter Hirsch Hoch Hof Hohen Holz Hopfen Hütten Im Kalten
		Kamm Kapell Kar Kasten Kater Kirch Klingen Kloster Kohl Korn Kranz Kreuz Kron Kupfer Lammer Land Lauter Lehn Leiten Lichten Linden Loch
		Löwen Mahl Mar Matt Mauer Mitter Moos Mühl Nagel Neben Neu Nieder Nuss Ober Ochsen Oster Pfaffen Pilz Rain Ramm Rauch Reb Regen Reh
		Reich Ried Ring Rohr Rosen Rot Sand Sattel Schach Schall Schatten Schild Schlag Schmal Schnee Schön Schwal Seiden Silber Sonn Spiegel
		Stadel Stark Stein Stern Still Stock Strohm Sulz Tannen Teich Thal Tief Trauben Turm Ufer Ulm Unter Vogel Vorder Wald Wasser Weiden
		Wein Weiß Wenden Wetter Wiesen Wild Wind Winkel Wolfs Zaun Ziegel Zimmer Zwick`)
	nameTails = strings.Fields(`ach acher auer bacher bauer becker berger bichler böck brunner burger dorfer ecker egger eder feld felder fellner
		gasser gruber hagen haider hammer hauer hauser heimer hofer hoff holzer huber inger kamp kircher knecht lacher lechner leitner ling
		ler mann maier meister moser müller ner nagel pointner rainer rath reiter richter rieder roither sberger schmid seder sperger staller
		stätter steiner ter thaler wald wallner wanger weger weiler wieser winkler zeller zner`)
)

var titles = strings.Fields(`Dr. Dr. Dr. Dr. Mag. Mag. Ing. Ing. DI Prof._Dr. Dr._med. Dipl.-Ing. Dr._jur. MBA Mag._Dr.`)

var particles = []string{"von", "von der", "van", "de", "zu", "von und zu", "Al", "Di"}
