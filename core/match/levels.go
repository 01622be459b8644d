package match

import "terminwerk/core"

// level is one thing a comparison can find out. At most one level of a field holds, and any number of the levels that
// join several fields.
type level uint8

const (
	lastEqual level = iota
	lastPart        // one part of a compound name
	lastSimilar
	lastSounds
	lastMail // the name in the mail address of one side
	lastDiffers
	firstEqual
	firstPart
	firstNick
	firstSimilar
	firstSounds
	firstInitial
	firstMail // the name in the mail address of one side
	firstDiffers
	swapped
	sexDiffers
	companyEqual
	companySimilar
	companyDomain // the mail domain of one side is the company of the other
	companyPerson // the company of one side bears the last name of the other
	companyDiffers
	streetEqual
	streetSimilar
	streetDiffers
	houseEqual
	houseDiffers
	zipEqual
	zipSimilar
	zipDiffers
	townEqual
	townSimilar
	townDiffers
	mobileEqual
	landlineEqual
	phoneTwice // two numbers equal
	phoneLine  // same line, another extension
	phoneSimilar
	phoneDiffers
	emailEqual
	emailShared // equal, but a company's or family's general mailbox
	emailSimilar
	emailMailbox // the same before @, another provider
	emailDomain  // two mailboxes of one company
	emailDiffers
	vinEqual
	vinEnd
	plateEqual
	birthdayEqual
	birthdayDiffers

	namesake  // same name in another town and nothing else
	branch    // same company in another town
	colleague // same company, another person
	levelCount
)

// explained says under which field a level is shown, as which relation, and under which name the model keeps its weight.
// A level that joins fields adds its weight to the field it is explained with; without one it is not explained.
var explained = [levelCount]struct {
	name     string
	field    core.Field
	relation Relation
}{
	lastEqual:       {"last_equal", core.FieldLastName, Equal},
	lastPart:        {"last_part", core.FieldLastName, Similar},
	lastSimilar:     {"last_similar", core.FieldLastName, Similar},
	lastSounds:      {"last_sounds", core.FieldLastName, SoundsLike},
	lastMail:        {"last_mail", core.FieldLastName, Similar},
	lastDiffers:     {"last_differs", core.FieldLastName, Different},
	firstEqual:      {"first_equal", core.FieldFirstName, Equal},
	firstPart:       {"first_part", core.FieldFirstName, Similar},
	firstNick:       {"first_nick", core.FieldFirstName, Similar},
	firstSimilar:    {"first_similar", core.FieldFirstName, Similar},
	firstSounds:     {"first_sounds", core.FieldFirstName, SoundsLike},
	firstInitial:    {"first_initial", core.FieldFirstName, Similar},
	firstMail:       {"first_mail", core.FieldFirstName, Similar},
	firstDiffers:    {"first_differs", core.FieldFirstName, Different},
	swapped:         {"swapped", core.FieldFirstName, Similar},
	sexDiffers:      {"sex_differs", core.FieldSalutation, Different},
	companyEqual:    {"company_equal", core.FieldCompany, Equal},
	companySimilar:  {"company_similar", core.FieldCompany, Similar},
	companyDomain:   {"company_domain", core.FieldCompany, Similar},
	companyPerson:   {"company_person", core.FieldCompany, Similar},
	companyDiffers:  {"company_differs", core.FieldCompany, Different},
	streetEqual:     {"street_equal", core.FieldStreet, Equal},
	streetSimilar:   {"street_similar", core.FieldStreet, Similar},
	streetDiffers:   {"street_differs", core.FieldStreet, Different},
	houseEqual:      {"house_equal", core.FieldHouseNumber, Equal},
	houseDiffers:    {"house_differs", core.FieldHouseNumber, Different},
	zipEqual:        {"zip_equal", core.FieldPostcode, Equal},
	zipSimilar:      {"zip_similar", core.FieldPostcode, Similar},
	zipDiffers:      {"zip_differs", core.FieldPostcode, Different},
	townEqual:       {"town_equal", core.FieldTown, Equal},
	townSimilar:     {"town_similar", core.FieldTown, Similar},
	townDiffers:     {"town_differs", core.FieldTown, Different},
	mobileEqual:     {"mobile_equal", core.FieldPhone, Equal},
	landlineEqual:   {"landline_equal", core.FieldPhone, Equal},
	phoneTwice:      {"phone_twice", core.FieldPhone, Equal},
	phoneLine:       {"phone_line", core.FieldPhone, Similar},
	phoneSimilar:    {"phone_similar", core.FieldPhone, Similar},
	phoneDiffers:    {"phone_differs", core.FieldPhone, Different},
	emailEqual:      {"email_equal", core.FieldEmail, Equal},
	emailShared:     {"email_shared", core.FieldEmail, Equal},
	emailSimilar:    {"email_similar", core.FieldEmail, Similar},
	emailMailbox:    {"email_mailbox", core.FieldEmail, Similar},
	emailDomain:     {"email_domain", core.FieldEmail, Similar},
	emailDiffers:    {"email_differs", core.FieldEmail, Different},
	vinEqual:        {"vin_equal", core.FieldVIN, Equal},
	vinEnd:          {"vin_end", core.FieldVIN, Similar},
	plateEqual:      {"plate_equal", core.FieldPlate, Equal},
	birthdayEqual:   {"birthday_equal", core.FieldBirthday, Equal},
	birthdayDiffers: {"birthday_differs", core.FieldBirthday, Different},
	namesake:        {"namesake", core.FieldTown, Different},
	branch:          {"branch", core.FieldTown, Different},
	colleague:       {"colleague", core.FieldCompany, Equal},
}
