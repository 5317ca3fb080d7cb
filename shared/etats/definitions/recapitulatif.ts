import { antenneSchema } from '../../contrats/commun';
import { libelleAntenne } from '../../domain/antenne/registre';
import type { UsagerAgrege } from '../agregat';
import { ecrireCle, type Selection } from '../cle';
import * as c from '../colonnes';
import type { ColonneEtat, GraphiqueEtat, LigneEtat } from '../contrat';
import type { Calcul, Matiere, Tranche } from '../matiere';
import { type Activite, activiteVide, compterVisites, parNom, repartir, valeursActivite } from './activite';

/** What both summaries of the activity count. */
export const COLONNES_RECAPITULATIF: readonly ColonneEtat[] = [
  c.nombreSeul('usagers', 'Usagers actifs'),
  c.nombreSeul('intervenants', 'Aides à domicile'),
  c.nombreSeul('couples', 'Couples usager et aide'),
  c.VISITES,
  c.DUREE,
  c.COMPLEMENTAIRES,
  c.FACTUREES,
  c.minutesSeules('parUsager', 'Moyenne par usager'),
  c.minutesSeules('parIntervenant', 'Moyenne par aide'),
  c.minutesSeules('parCouple', 'Moyenne par couple'),
  c.minutesSeules('maximum', 'Visite la plus longue'),
  c.minutesSeules('minimum', 'Visite la plus courte'),
  c.REGULARISEES,
];

/** What a row of a summary stands for, from what it counts; its values are what its words are made from. */
export type Regroupement = {
  colonnes: readonly string[];
  cle: (t: Tranche, usagerId: string, intervenantId: string) => Selection;
  mots: (s: Selection, m: Matiere) => Record<string, string>;
};

const nomAntenne = (code: string | undefined): string => {
  const lu = antenneSchema.safeParse(code);
  return lu.success ? libelleAntenne(lu.data) : '';
};

export const REGROUPEMENTS = {
  antenne: {
    colonnes: ['antenne'],
    cle: (t) => ({ antenne: t.antenne }),
    mots: (s) => ({ antenne: nomAntenne(s.antenne) }),
  },
  mois: { colonnes: ['mois'], cle: (t) => ({ mois: t.mois }), mots: (s) => ({ mois: s.mois ?? '' }) },
  usager: {
    colonnes: ['usager'],
    cle: (_t, usager) => ({ usager }),
    mots: (s, m) => ({ usager: m.nomUsager(s.usager ?? '') }),
  },
  intervenant: {
    colonnes: ['intervenant'],
    cle: (_t, _u, intervenant) => ({ intervenant }),
    mots: (s, m) => ({ intervenant: m.nomIntervenant(s.intervenant ?? '') }),
  },
  couple: {
    colonnes: ['usager', 'intervenant'],
    cle: (_t, usager, intervenant) => ({ usager, intervenant }),
    mots: (s, m) => ({ usager: m.nomUsager(s.usager ?? ''), intervenant: m.nomIntervenant(s.intervenant ?? '') }),
  },
} as const satisfies Record<string, Regroupement>;

type Groupe = Activite & { selection: Selection };

/** A month or an antenna without a visit has its row all the same. */
const ouvrir = ({ tranches }: Matiere, r: Regroupement, de: (cle: string) => Groupe): void => {
  if (r.colonnes[0] !== 'mois' && r.colonnes[0] !== 'antenne') return;
  for (const t of tranches) {
    const selection = r.cle(t, '', '');
    de(ecrireCle(selection)).selection = selection;
  }
};

const compter = (u: UsagerAgrege, groupe: (usager: string, intervenant: string) => Activite): void => {
  for (const v of u.visites) compterVisites(groupe(u.usagerId, v.intervenantId), u.usagerId, v);
  for (const x of u.complements) groupe(u.usagerId, x.intervenantId).regularisees += x.minutes;
};

export const recapituler = (m: Matiere, r: Regroupement, graphique?: GraphiqueEtat): Calcul => {
  const { de, groupes } = repartir((): Groupe => ({ ...activiteVide(), selection: {} }));
  const tout = activiteVide();
  ouvrir(m, r, de);
  for (const t of m.tranches)
    for (const u of t.usagers) {
      compter(u, () => tout);
      compter(u, (usager, intervenant) => {
        const selection = r.cle(t, usager, intervenant);
        const g = de(ecrireCle(selection));
        g.selection = selection;
        return g;
      });
    }
  const lignes = [...groupes].map(
    ([cle, g]): LigneEtat => ({
      cle,
      valeurs: { ...r.mots(g.selection, m), ...valeursActivite(g) },
      detail: g.visites > 0,
    }),
  );
  const rang = (l: LigneEtat): [string, string] => [r.colonnes.map((c) => l.valeurs[c]).join(' '), l.cle];
  return {
    colonnes: [...r.colonnes, ...COLONNES_RECAPITULATIF.map((c) => c.cle)],
    lignes: lignes.sort((x, y) => parNom(rang(x), rang(y))),
    totaux: valeursActivite(tout),
    graphique,
  };
};
