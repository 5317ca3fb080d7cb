import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Gel } from '#shared/contrats/exploitation/conservation';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { ajouter, deposerLot, enConflit } from '../../../store/ecrire';
import type { Magasin, Stocke } from '../../../store/lire';
import { plageSure } from '../../../store/types';
import { ENTREES, tracer } from '../../audit';

type Ports = { magasin: Magasin; horloge: Horloge };

const cleDe = (o: Gel['objet']): string => ('mois' in o ? o.mois : `usager ${o.usagerId}`);

/** All of them, or it throws: one that could not be read would let what it holds be purged. */
export const lireGels = (m: Magasin): Promise<Stocke<Gel>[]> => plageSure(m, 'gel', {});

/** [RE] Holds everything of a usager or of a month. Held already, it is said: the reason given then stands. */
export const poserGel = async (
  p: Ports,
  c: { objet: Gel['objet']; motif: string; auteur: string },
): Promise<Resultat<Gel>> => {
  if (c.motif.trim() === '') return refuser('MOTIF', 'Donnez le motif du gel (--motif) : il est gardé avec lui.');
  const deja = (await lireGels(p.magasin)).find((g) => !g.leve && cleDe(g.objet) === cleDe(c.objet));
  if (deja) return refuser('DEJA_GELE', `Déjà gelé depuis le ${deja.instant}, par ${deja.auteur} : ${deja.motif}`);
  const instant = p.horloge();
  const gel: Gel = {
    _id: `gel:${instant}:${cleDe(c.objet)}`,
    type: 'gel',
    objet: c.objet,
    motif: c.motif.trim(),
    auteur: c.auteur,
    instant,
  };
  if ('dejaLa' in (await ajouter(p.magasin, BASE_CENTRALE, gel)))
    return refuser('CONFLIT', 'Un autre gel vient d’être posé : relancez.');
  await tracer(p.magasin, { instant, auteur: c.auteur, ...ENTREES.GEL.ecrire.pose(c.objet) });
  return { ok: true, valeur: gel };
};

export const leverGel = async (
  p: Ports,
  c: { objet: Gel['objet']; motif: string; auteur: string },
): Promise<Resultat<Gel>> => {
  if (c.motif.trim() === '') return refuser('MOTIF', 'Donnez le motif de la levée (--motif) : il est gardé avec elle.');
  const gel = (await lireGels(p.magasin)).find((g) => !g.leve && cleDe(g.objet) === cleDe(c.objet));
  if (!gel)
    return refuser('PAS_GELE', 'Aucun gel en cours sur cet usager ou ce mois : voyez « telegestion gel lister ».');
  const instant = p.horloge();
  const leve = { ...gel, leve: { auteur: c.auteur, instant, motif: c.motif.trim() } };
  const [depot] = await deposerLot(p.magasin, BASE_CENTRALE, [leve]);
  if (enConflit(depot)) return refuser('CONFLIT', 'Ce gel vient de changer : relancez.');
  await tracer(p.magasin, { instant, auteur: c.auteur, ...ENTREES.GEL.ecrire.leve(c.objet) });
  const { _rev, ...sans } = leve;
  return { ok: true, valeur: sans };
};

/** What the holds in force keep: whom, and which months. */
export type Retenue = {
  usagers: readonly string[];
  mois: ReadonlySet<Mois>;
  /** A document that names a held usager, wherever it does. */
  retient: (doc: object) => boolean;
};

export const lireRetenue = async (m: Magasin): Promise<Retenue> => {
  const vifs = (await lireGels(m)).filter((g) => !g.leve).map((g) => g.objet);
  const usagers = vifs.flatMap((o) => ('usagerId' in o ? o.usagerId : []));
  const cites = usagers.map((id) => JSON.stringify(id));
  return {
    usagers,
    mois: new Set(vifs.flatMap((o) => ('mois' in o ? o.mois : []))),
    // Its id may hold the usager's too, as the last part of it.
    retient: (doc) => {
      if (cites.length === 0) return false;
      const texte = JSON.stringify(doc);
      return cites.some((c) => texte.includes(c) || texte.includes(`:${c.slice(1)}`));
    },
  };
};
