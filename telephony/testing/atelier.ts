import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delai } from 'node:timers/promises';
import pino from 'pino';
import type { DateCivile } from '#shared/temps/types';
import {
  type DonneesAnnuaire,
  donneesVides,
  type IntervenantLocal,
  partDe,
  type UsagerLocal,
} from '../annuaire/annuaire';
import { ecrireAnnuaire } from '../annuaire/fichier';
import { type Config, lireConfig } from '../config';

export const JETON = 'jeton-de-signature-des-essais';
export const VU_LE = '2026-10-01T00:00:00Z';

export const usagerLocal = (id: string, prenom: string, u: Partial<UsagerLocal> = {}): UsagerLocal => ({
  id,
  prenom,
  initiale: 'D',
  antenne: 'CENTRE',
  telephones: [],
  vuLe: VU_LE,
  ...u,
});

export const intervenantLocal = (id: string, codeSvi: string, i: Partial<IntervenantLocal> = {}): IntervenantLocal => ({
  id,
  antenne: 'CENTRE',
  codeSvi,
  dateDebut: '2024-01-01' as DateCivile,
  vuLe: VU_LE,
  ...i,
});

export const donneesDe = (usagers: UsagerLocal[], intervenants: IntervenantLocal[]): DonneesAnnuaire => {
  const donnees = donneesVides();
  for (const u of usagers) partDe(donnees, u.antenne).usagers[`usager:${u.id}`] = u;
  for (const i of intervenants) partDe(donnees, i.antenne).intervenants[`intervenant:${i.id}`] = i;
  return donnees;
};

/** One aide (71248); a usager alone at 01 99 00 00 01 (code 654321); a couple at 01 99 00 00 02. */
export const donneesDEssai = (): DonneesAnnuaire =>
  donneesDe(
    [
      usagerLocal('M1', 'Jeanne', { telephones: ['+33199000001'], codeUsager: '654321' }),
      usagerLocal('M2', 'Luc', { telephones: ['+33199000002'], initiale: 'E' }),
      usagerLocal('M3', 'Anne', { telephones: ['+33199000002'], initiale: 'E' }),
    ],
    [intervenantLocal('I1', '71248')],
  );

export const dossierTemporaire = (): Promise<string> => mkdtemp(join(tmpdir(), 'svi-'));

/** A data folder where the annuaire is already there, as after a first day. */
export const dossierDEssai = async (donnees = donneesDEssai()): Promise<string> => {
  const dossier = await dossierTemporaire();
  await mkdir(join(dossier, 'svi'), { recursive: true });
  await ecrireAnnuaire(join(dossier, 'svi', 'annuaire.json'), donnees);
  return dossier;
};

export const configDEssai = (dossier: string, env: Record<string, string> = {}): Config => {
  const lu = lireConfig({ DATA_DIR: dossier, TELEPHONY_PORT: '0', PLIVO_AUTH_TOKEN: JETON, ...env });
  if (!lu.ok) throw new Error(lu.erreurs.join('\n'));
  return lu.config;
};

/** A log whose lines can be read again. */
export const journalTechnique = () => {
  const lignes: string[] = [];
  const log = pino({ level: 'debug' }, { write: (ligne: string) => void lignes.push(ligne) });
  return { log, lignes };
};

/** Waits for a fact, never for a time. */
export const attendreQue = async (fait: () => boolean | Promise<boolean>, quoi: string, ms = 60_000): Promise<void> => {
  const limite = Date.now() + ms;
  while (!(await fait())) {
    if (Date.now() > limite) throw new Error(`toujours pas : ${quoi}`);
    await delai(20);
  }
};
