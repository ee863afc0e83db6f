"""What people take away: a document of typed parts, and its forms as Word, Excel and a page to print."""
