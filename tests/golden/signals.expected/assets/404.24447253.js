// Nothing to do: there is no way from one lost page to another.
