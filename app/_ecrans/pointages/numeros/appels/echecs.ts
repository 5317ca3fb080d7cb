import { type Appel, estSansTelephone } from '#shared/contrats/pointages/pointage';

// [PT-4] What a failed call says, and what to do: one sentence each for a step and an outcome.

type Etape = Appel['etape'];
type Issue = Appel['issue'];
export type Consigne = { constat: string; faire: string };

const VERIFIER = 'Si la visite a eu lieu et manque, saisissez sa fiche.';
const EXPLIQUER_TOUCHES =
  'Son téléphone n’envoie peut-être pas ses touches : demandez à l’aide d’appeler d’un autre poste, ou saisissez la fiche.';

/** Where nothing more precise is said below. */
const PAR_ISSUE: Record<Issue, Consigne> = {
  CODE_ERRONE: { constat: 'Code erroné', faire: `Appelez l’aide, redonnez-lui son code. ${VERIFIER}` },
  SILENCE: { constat: 'Rien n’a été tapé', faire: EXPLIQUER_TOUCHES },
  RACCROCHE: { constat: 'Raccroché avant la fin', faire: `Appelez l’aide. ${VERIFIER}` },
  ERREUR: {
    constat: 'Panne du service vocal : l’aide a entendu des excuses',
    faire: 'Appelez l’aide et saisissez la fiche, motif « Panne du SVI ».',
  },
  SANS_TRACE: {
    constat: 'Reçu par l’opérateur, jamais parvenu ici',
    faire: 'Appelez l’aide et saisissez la fiche, motif « Panne du SVI ».',
  },
  TROP_D_ESSAIS: { constat: 'Trop d’essais', faire: `Appelez l’aide. ${VERIFIER}` },
  TROP_ANCIEN: {
    constat: 'Pointé sans téléphone, parvenu plus de 72 heures après',
    faire: 'Demandez à l’aide ses heures, et saisissez la fiche.',
  },
  FUTUR: {
    constat: 'Pointé sans téléphone, à une heure à venir : l’horloge de son téléphone est fausse',
    faire: 'Demandez à l’aide ses heures, et de régler la date de son téléphone. Saisissez la fiche.',
  },
  LIEN_FERME: {
    constat: 'Pointé sans téléphone, par un lien ou une feuille qui n’ouvre rien à ce moment',
    faire: 'Demandez à l’aide ses heures, et saisissez la fiche. Redonnez un lien ou une feuille s’il le faut.',
  },
};

const PRECISES: { [E in Etape]?: { [I in Issue]?: Consigne } } = {
  DEPART: {
    RACCROCHE: {
      constat: 'Raccroché dès le premier message',
      faire: `Souvent une fausse manœuvre. ${VERIFIER}`,
    },
    TROP_D_ESSAIS: {
      constat: 'Refusé : plus de dix codes faux en une heure depuis ce numéro',
      faire:
        'Demandez à l’aide quel code elle tape. Si personne d’ici n’appelle de ce numéro, prévenez le service central.',
    },
  },
  CODE: {
    CODE_ERRONE: {
      constat: 'Code faux',
      faire: `Appelez l’aide prévue à cette heure, redonnez-lui son code. ${VERIFIER}`,
    },
    SILENCE: { constat: 'Aucun code tapé', faire: EXPLIQUER_TOUCHES },
    RACCROCHE: { constat: 'Raccroché sans taper de code', faire: `Souvent une fausse manœuvre. ${VERIFIER}` },
  },
  CHOIX: {
    SILENCE: { constat: 'Code reconnu, usager du couple non choisi', faire: EXPLIQUER_TOUCHES },
    RACCROCHE: {
      constat: 'Code reconnu, raccroché avant de choisir l’usager',
      faire: 'Demandez à l’aide chez qui elle était, et saisissez la fiche.',
    },
    TROP_D_ESSAIS: {
      constat: 'Code reconnu, mauvaise touche pour choisir l’usager, trois fois',
      faire: 'Rappelez à l’aide les touches 1, 2 et 0 (les deux), et saisissez la fiche.',
    },
  },
  BENEFICIAIRE: {
    RACCROCHE: {
      constat: 'Numéro non reconnu, raccroché au code de l’usager',
      faire:
        'Dites à l’aide de taper le code à six chiffres de l’usager, ou dièse, puis 1 ou 2. Saisissez la fiche de cette visite.',
    },
  },
  SENS: {
    SILENCE: { constat: 'Ni 1 (arrivée) ni 2 (départ) : l’appel s’est arrêté là', faire: EXPLIQUER_TOUCHES },
    RACCROCHE: {
      constat: 'Raccroché avant de taper 1 (arrivée) ou 2 (départ)',
      faire: 'L’heure est celle de l’appel : demandez à l’aide si elle arrivait ou partait, et saisissez la fiche.',
    },
    TROP_D_ESSAIS: {
      constat: 'Ni 1 (arrivée) ni 2 (départ), trois fois',
      faire: 'L’heure est celle de l’appel : demandez à l’aide si elle arrivait ou partait, et saisissez la fiche.',
    },
  },
};

/** [PT-10] By the page, one code is enough to fail. */
const CODE_SANS_TELEPHONE: Consigne = {
  constat: 'Pointé sans téléphone, avec un code faux',
  faire: `Demandez à l’aide quel code elle tape. ${VERIFIER}`,
};

export const consigneDe = ({ etape, issue, source }: Pick<Appel, 'etape' | 'issue' | 'source'>): Consigne =>
  issue === 'CODE_ERRONE' && estSansTelephone({ source })
    ? CODE_SANS_TELEPHONE
    : (PRECISES[etape]?.[issue] ?? PAR_ISSUE[issue]);
