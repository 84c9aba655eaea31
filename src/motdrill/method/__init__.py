"""The method as data: its closed catalogue (`catalogue`) and its handbook in both languages (`handbook`)."""
