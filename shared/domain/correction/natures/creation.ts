import { estCouvertePar } from '../couverte';
import { pointagesDe } from './contestation';
import type { DefinitionNature } from './definition';
import { avecHeures, DEJA_SUPPRIMEE, heuresApres, REGLES_HEURES } from './regles';

/** A visit with no punch. */
export const CREATION: DefinitionNature = {
  mots: {
    resume: 'Visite créée',
    fait: 'Créée',
    releve: (c) => avecHeures('Visite ajoutée par l’antenne', c),
    audit: 'A créé la visite',
    retiree: 'sa création',
  },
  personnes: 'INITIALES',
  heures: true,
  pointeeDepuis: {
    phrase: 'Des pointages sont arrivés après la création de cette visite : confirmez les heures à retenir.',
    par: pointagesDe,
  },
  regles: [
    {
      code: 'DEJA_POINTEE',
      uneFois: true,
      phrase: (_c, _e, i) => {
        if (i.couverture) return `${estCouvertePar(i.couverture)} : corrigez celle-là au lieu de la créer.`;
        return i.arrivee || i.depart
          ? 'Cette visite prévue a des pointages : corrigez ses horaires au lieu de la créer.'
          : undefined;
      },
    },
    {
      ...DEJA_SUPPRIMEE,
      // [CO-8] That the planned visit was annulled says nothing of one created beside it, whose punches are matched to that plan.
      phrase: (c, e, i, p) => (c.cible ? DEJA_SUPPRIMEE.phrase(c, e, i, p) : undefined),
    },
    {
      code: 'DEJA_CREEE',
      phrase: (_c, e) => (e.creation ? 'Cette visite a déjà été créée : corrigez ses horaires.' : undefined),
    },
    {
      code: 'CREATION_SANS_HEURES',
      phrase: (c) =>
        c.debut && c.fin
          ? undefined
          : 'Une visite créée a une heure d’arrivée et une heure de départ : donnez les deux.',
    },
    {
      code: 'CREATION_INCOMPLETE',
      phrase: (c, _e, i) =>
        c.cible || (i.usagerId && i.intervenantId)
          ? undefined
          : 'Une visite créée sans visite prévue nomme l’usager et l’aide : donnez les deux.',
    },
    ...REGLES_HEURES,
  ],
  // [CO-8] A prestation that it gave stays that of the visit, whatever is read of the punches that came since: it says who pays.
  appliquer: (e, c) => ({
    ...e,
    ...heuresApres(e, c),
    codePrestation: c.codePrestation ?? e.codePrestation,
    supprimee: e.supprimee && c.cible !== undefined,
    creation: c.id,
    aPart: c.cible === undefined,
  }),
};
