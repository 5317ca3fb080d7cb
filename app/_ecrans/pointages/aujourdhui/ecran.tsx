'use client';

import { devancerCode } from '../../../_donnees/lecture/devancer';
import { differer } from '../../../_ui/champs/differe';

/** The day, by which the address without a path opens: apart from the form that signs in, which stands there before it. */
export const EcranDuJour = differer(() => import('./aujourdhui').then((m) => m.Aujourdhui));
devancerCode(EcranDuJour.precharger);
