"""The method as data: the ids scenarios may use (`catalogue`) and the handbook in both languages (`handbook`)."""
