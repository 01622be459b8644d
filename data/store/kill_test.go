package store

func writeForever(string) {}
