'use client';

import type { Session } from '#shared/contrats/acces/compte';
import { useRetirees } from '../../../_donnees/lecture/hooks';
import { differer } from '../../../_ui/champs/differe';

// A rare notice, with a window of its own: the first screen does without its code.
const AntenneRetiree = differer(() => import('./antenne-retiree').then((m) => m.AntenneRetiree));

/** [CO-6] What was typed for an antenna that was taken from the account is told, given as a file, and goes when its author says so. */
export const Retraits = ({ session }: { session: Session }) =>
  useRetirees(session.identifiant).map((r) => <AntenneRetiree key={r.antenne} r={r} session={session} />);
