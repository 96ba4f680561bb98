#!/usr/bin/env node
import { main } from "../dist/cli.js";

await main("add-binding", process.argv.slice(2));
