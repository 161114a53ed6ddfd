"""The only SQL: schema, reading and writing of builds."""
