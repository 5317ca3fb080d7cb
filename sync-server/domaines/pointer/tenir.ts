import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { LienPointer } from '#shared/contrats/pointages/pointer';
import { ANCIEN_MS } from '#shared/contrats/pointages/secret-pointer';
import { contratFini } from '#shared/domain/pointage/en-service';
import { estSorti } from '#shared/domain/pointage/sorti';
import { dateParis, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { supprimerLot } from '../../store/ecrire';
import { refusRetard } from '../../store/grappe/grappe';
import { lireIntervenants, lireUsagers } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';
import { ENTREES, tracerTout } from '../audit';
import { ecrirePassage } from './confirmer';
import { lireLiensPointer, retirerTous, sujetDuLien } from './liens';
import { lireAide, lireUsager } from './repertoire';

const JOUR_MS = 86_400_000;
/** [PT-10] A punch made before is told of for three days: past that it would be too old anyway. */
const RETIRE_GARDE_MS = 4 * JOUR_MS;
const PASSAGES_GARDES_MS = 10 * JOUR_MS;

const usagerParti = (u: Usager | undefined, maintenant: Instant): boolean =>
  u === undefined || estSorti(u, dateParis(maintenant));
/** What she keyed until her last noon may still be on its way. */
const aidePartie = (a: Intervenant | undefined, maintenant: Instant): boolean =>
  a === undefined || estSorti(a, dateParis(maintenant)) || contratFini(a, instantDe(epochMs(maintenant) - ANCIEN_MS));

/** By id, with the quorum: the range that was read first may be of a copy that lags, and what is taken back must be carried again. */
const estParti = async (m: Magasin, l: LienPointer, maintenant: Instant): Promise<boolean> =>
  l.genre === 'USAGER'
    ? usagerParti(await lireUsager(m, l.usagerId), maintenant)
    : aidePartie(await lireAide(m, l.intervenantId), maintenant);

/**
 * [PT-10] Takes back the sheets and the links of those who are gone, and deletes what has served: links taken back some days ago, traces
 * of passages whose punch is there. How many changed: nothing while copies catch up, until the next night.
 */
export const tenirLiensPointer = async (m: Magasin, maintenant: Instant): Promise<number> => {
  if (await refusRetard(m, '')) return 0;
  const avant = (ms: number): Instant => instantDe(epochMs(maintenant) - ms);
  const liens = await lireLiensPointer(m);
  const [usagers, aides] = liens.length === 0 ? [] : await Promise.all([lireUsagers(m), lireIntervenants(m)]);
  const partis: typeof liens = [];
  for (const l of liens) {
    if (l.retireLe !== undefined) continue;
    const semble =
      l.genre === 'USAGER'
        ? usagerParti(usagers?.get(l.usagerId)?.doc, maintenant)
        : aidePartie(aides?.get(l.intervenantId)?.doc, maintenant);
    if (semble && (await estParti(m, l, maintenant))) partis.push(l);
  }
  await retirerTous(m, partis, maintenant);
  await tracerTout(
    m,
    partis.map((l) => ({
      instant: maintenant,
      auteur: 'service',
      ...ENTREES.POINTER.ecrire.parti(sujetDuLien(l)),
    })),
  );
  const servis = liens.filter((l) => l.retireLe !== undefined && l.retireLe < avant(RETIRE_GARDE_MS));
  const anciens = (await plageType(m, 'passage-pointer', {})).filter((p) => p.recuLe < avant(PASSAGES_GARDES_MS));
  // Whoever wrote the trace may have died before the punch: it was confirmed to nobody, and is there before its trace goes.
  for (const p of anciens) await ecrirePassage(m, p);
  return partis.length + (await supprimerLot(m, BASE_CENTRALE, [...servis, ...anciens]));
};
