import { z } from 'zod';

// zod compiles its parsers with `new Function` where it may; the page's policy (`script-src 'self'`) forbids that.
z.config({ jitless: true });
