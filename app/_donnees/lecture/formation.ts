import type { Antenne } from '#shared/contrats/commun';
import {
  type Appelant,
  type Exercice,
  exerciceSchema,
  type PasFormation,
  pasFormationSchema,
} from '#shared/contrats/exploitation/formation';
import { appeler, envoyer } from '../serveur/api';

// The training telephone: each key goes to the server, which drives the SVI; nothing of it is kept on the PC.

const CHEMIN = '/api/formation/appels';
const suite = (appelId: string, quoi: 'touches' | 'fin'): string => `${CHEMIN}/${encodeURIComponent(appelId)}/${quoi}`;

export const composerAppel = async (appelant: Appelant): Promise<PasFormation> =>
  pasFormationSchema.parse(await envoyer(CHEMIN, { appelant }));

export const taperTouches = async (appelId: string, touches: string): Promise<PasFormation> =>
  pasFormationSchema.parse(await envoyer(suite(appelId, 'touches'), { touches }));

export const raccrocherAppel = async (appelId: string): Promise<PasFormation> =>
  pasFormationSchema.parse(await envoyer(suite(appelId, 'fin'), {}));

/** The page is left: the request outlives it. */
export const raccrocherEnPartant = (appelId: string): void => {
  appeler(suite(appelId, 'fin'), {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => undefined);
};

export const lireExercices = async (antenne: Antenne): Promise<Exercice[]> =>
  exerciceSchema.array().parse(await appeler(`/api/formation/exercices?${new URLSearchParams({ antenne })}`));
