import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import type { Proposition, Vu as Trace } from '#shared/contrats/pointages/derives';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { proposerUsager, type Vu } from '#shared/domain/pointage/proposer';
import { ajouterA } from '#shared/listes';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { lireIds, plageDuType } from '../../../store/lire';
import { clesType, plageType } from '../../../store/types';
import { type Ecart, ecrireDerives } from '../monde/ecrire-derives';
import type { Monde } from '../monde/monde';

// [PT-8] Punches are not stored by number: each one from a number that is not its usager's leaves a `vu` in tg-central, all of
// which is in its id, so that the numbers to propose are told by ranges of ids.

const INSTANT = '2026-10-01T06:02:49Z'.length;
/** Beyond so many numbers, all are read at once. */
const NUMEROS_UN_A_UN = 100;
const ESSAIS_MAX = 20;

const idTrace = (numero: string, p: Pointage): string =>
  `vu:${numero}:${p.instant}:${encodeURIComponent(p.usagerId ?? '')}:${p.id}`;

const lireTrace = (id: string): { numero: string; vu: Vu } => {
  const [, numero = ''] = id.split(':', 2);
  const suite = id.slice(`vu:${numero}:`.length);
  const usager = suite.slice(INSTANT + 1).split(':', 1)[0] ?? '';
  return {
    numero,
    vu: {
      usagerId: usager === '' ? undefined : decodeURIComponent(usager),
      instant: suite.slice(0, INSTANT) as Instant,
    },
  };
};

/** Whether a punch shows a number that is not, on its day, the one of the usager that it names. */
export const estDAilleurs = ({ annuaire }: Monde, p: Pointage): boolean =>
  p.numeroAppelant !== undefined &&
  (p.usagerId === undefined || !annuaire.telephones(p.usagerId, dateParis(p.instant)).includes(p.numeroAppelant));

/** Leaves a trace of the punches that show another number, and takes it off the others; the numbers to look at again. */
export const noterVus = async (monde: Monde, pointages: readonly Pointage[]): Promise<Set<string>> => {
  const voulues = new Map<string, { numero: string; voulu: Trace | undefined }>();
  for (const p of pointages) {
    if (p.numeroAppelant === undefined) continue;
    const _id = idTrace(p.numeroAppelant, p);
    // Key 9 makes a second punch of the same call, of the same usager: a call counts once.
    const vu = p.remplace === undefined && estDAilleurs(monde, p);
    voulues.set(_id, { numero: p.numeroAppelant, voulu: vu ? { _id, type: 'vu' } : undefined });
  }
  const touches = new Set<string>();
  let ids = [...voulues.keys()];
  for (let essai = 0; ids.length > 0 && essai < ESSAIS_MAX; essai++) {
    const lues = await clesType(monde.magasin, 'vu', ids, {});
    const ecarts = ids.map((id, i): Ecart => {
      const { numero = '', voulu } = voulues.get(id) ?? {};
      // Told again even where nothing changes: we may have stopped before it was proposed.
      if (voulu || lues[i]) touches.add(numero);
      return { base: BASE_CENTRALE, id, existant: lues[i], voulu };
    });
    ids = (await ecrireDerives(monde, ecarts)).map((c) => c.id);
  }
  return touches;
};

const propositionDe = (
  { annuaire }: Monde,
  numero: string,
  vus: readonly Vu[],
): { base: string; doc: Proposition } | undefined => {
  if (annuaire.estDUneAide(numero)) return undefined;
  const minimum = (d: Parameters<typeof annuaire.parametresAu>[0]) =>
    annuaire.parametresAu(d).pointagesAvantProposition;
  const trouvee = proposerUsager(numero, vus, annuaire.numeros(numero), minimum);
  const usager = trouvee && annuaire.usager(trouvee.usagerId);
  if (!usager || usager.absentDepuis !== undefined) return undefined;
  const date = dateParis(trouvee.dernier);
  return {
    base: baseAntenne(antenneAu(usager, date)),
    doc: { _id: `proposition:${date}:${numero.slice(1)}`, type: 'proposition', numero, ...trouvee },
  };
};

const lireVus = async ({ magasin }: Monde, numeros: ReadonlySet<string> | undefined): Promise<Map<string, Vu[]>> => {
  const ids: string[] = [];
  if (numeros && numeros.size <= NUMEROS_UN_A_UN)
    for (const n of numeros)
      for (const x of await lireIds(magasin, BASE_CENTRALE, { debut: `vu:${n}:`, fin: `vu:${n};` })) ids.push(x);
  else for (const x of await lireIds(magasin, BASE_CENTRALE, plageDuType('vu'))) ids.push(x);
  const vus = new Map<string, Vu[]>();
  for (const { numero, vu } of ids.map(lireTrace)) {
    ajouterA(vus, numero, vu);
  }
  return vus;
};

/**
 * [PT-8] Writes, replaces or removes the propositions of these numbers (without a list, of all). Those that are there are few:
 * they are looked for in every antenna, so that one left behind by another process is found too.
 */
export const proposer = async (monde: Monde, numeros: ReadonlySet<string> | undefined, essai = 0): Promise<void> => {
  if (numeros?.size === 0) return;
  const concerne = (n: string): boolean => numeros === undefined || numeros.has(n);
  const ecarts = new Map<string, Ecart & { numero: string }>();
  for (const base of basesAntennes()) {
    for (const d of await plageType(monde.magasin, 'proposition', { base }))
      if (concerne(d.numero))
        ecarts.set(`${base} ${d._id}`, { base, id: d._id, existant: d, voulu: undefined, numero: d.numero });
  }
  for (const [numero, vus] of await lireVus(monde, numeros)) {
    const voulue = concerne(numero) ? propositionDe(monde, numero, vus) : undefined;
    if (!voulue) continue;
    const { base, doc } = voulue;
    const existant = ecarts.get(`${base} ${doc._id}`)?.existant;
    ecarts.set(`${base} ${doc._id}`, { base, id: doc._id, existant, voulu: doc, numero });
  }
  const conflits = new Set((await ecrireDerives(monde, [...ecarts.values()])).map((c) => `${c.base} ${c.id}`));
  if (conflits.size === 0) return;
  if (essai === ESSAIS_MAX) throw new Error('propositions : écritures concurrentes sans fin');
  const aRefaire = [...ecarts].flatMap(([cle, e]) => (conflits.has(cle) ? e.numero : []));
  await proposer(monde, new Set(aRefaire), essai + 1);
};
