import { monotonicFactory } from 'ulid';
import { maintenantMs } from './horloge';

// Monotonic: of two saisies typed within one millisecond the second has the larger id. Seeded by the server's clock, as the instant
// is: ids sort as what was typed.
const ulid = monotonicFactory();

export const nouvelId = (): string => ulid(maintenantMs());
