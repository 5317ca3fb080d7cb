import { GESTES_DE_LA_GRAPPE, GESTES_DU_PRODUIT, type Geste } from './gestes';
import { ecrire, type Journee, ouvrirJournee } from './journee';
import { type Bilan, verifier } from './verifier';

export type Options = {
  gestes?: readonly Geste[];
  /** The three copies never lag: what is wrong then is not theirs. */
  calme?: true;
  /** Gestures of a day. */
  longueur?: number;
  /** What must hold besides, once all is over: each thing that does not is said. */
  verifierAussi?: (j: Journee) => Promise<string[]>;
};

const LONGUEUR = 50;
/** The second look comes some minutes later; what it waits for has come by then. */
const APRES_S = 3_600;

const choisir = (j: Journee, gestes: readonly Geste[]): Geste | undefined => {
  const total = gestes.reduce((n, g) => n + g.poids, 0);
  return j.alea.selonPoids(gestes.map((g) => ({ ...g, poids: g.poids / total })));
};

/** All is back, what waited is sent, and time passes. */
export const apaiser = async (j: Journee): Promise<void> => {
  j.grappe.reunir();
  for (const [n, c] of j.grappe.copies.entries()) if (!c.present) j.grappe.revenir(n);
  await j.service.tour();
  j.grappe.converger();
  Object.assign(j.grappe, { cadence: 8 });
  for (const { base, doc } of j.journal.splice(0)) await ecrire(j, j.magasin, base, doc);
  Object.assign(j.grappe.retards, { ecriture: 0, ordre: 0 });
  for (let n = 0; n < 4; n++) {
    await j.service.tour();
    j.avancer(APRES_S / 4);
    await j.service.minute();
  }
  j.grappe.converger();
  await j.service.tour();
};

/** A day of a seed, and what is wrong in the end. */
export const jouer = async (graine: number, o: Options = {}): Promise<Bilan> => {
  const j = await ouvrirJournee(graine);
  const gestes = [...GESTES_DU_PRODUIT, ...(o.calme ? [] : GESTES_DE_LA_GRAPPE), ...(o.gestes ?? [])];
  j.grappe.retards = o.calme ? { ecriture: 0, ordre: 0, lecture: 0 } : { ecriture: 0.3, ordre: 0.3, lecture: 0.2 };
  for (let n = 0; n < (o.longueur ?? LONGUEUR); n++) {
    await choisir(j, gestes)?.faire(j);
    j.avancer(1);
  }
  await apaiser(j);
  const autres = (await o.verifierAussi?.(j)) ?? [];
  const bilan = await verifier(j);
  return { ...bilan, ecarts: [...autres, ...bilan.ecarts] };
};
