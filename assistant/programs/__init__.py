"""The assistant for programs: one set of look-ups and typed results, offered over REST and over MCP."""
