// The door of this domain: what the other rooms may take from it.

import { differer } from '../../_ui/champs/differe';

export const DeGardeIci = differer(() => import('./astreintes/de-garde-ici').then((m) => m.DeGardeIci));
