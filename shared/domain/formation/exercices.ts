import type { Appelant, Exercice, IdExercice, PasFormation } from '../../contrats/exploitation/formation';

type Modele = {
  titre: string;
  /** What one does, in order. */
  consignes: (e: Exercice) => string[];
  /** What it shows, said once it is done. */
  acquis: string;
  reussi: (e: Exercice, de: Appelant, pas: PasFormation) => boolean;
};

/** Usagers of the exercise are recognised by their number: the call came from it. */
const duNumero = (e: Exercice, de: Appelant): boolean => de.genre === 'USAGER' && de.numero === e.usager?.numero;

const codeDe = (e: Exercice): string => `Tapez le code de l’aide : ${e.aide?.code ?? ''}.`;
const CHEZ = 'Appelez depuis le téléphone de l’usager.';

export const MODELES: Readonly<Record<IdExercice, Modele>> = {
  POINTER_ARRIVEE: {
    titre: 'Pointer une arrivée',
    consignes: (e) => [CHEZ, codeDe(e), 'Tapez 1 : arrivée.', 'Écoutez la confirmation, puis raccrochez.'],
    acquis: 'L’arrivée est enregistrée à l’heure de l’appel : la visite est en cours.',
    reussi: (e, de, pas) => duNumero(e, de) && pas.arrivees > 0,
  },
  COUPLE: {
    titre: 'Couple',
    consignes: (e) => [
      'Appelez depuis le téléphone du couple.',
      codeDe(e),
      'Tapez 0 : pour les deux.',
      'Tapez 1 : arrivée, puis raccrochez.',
    ],
    acquis: 'Un seul appel a pointé l’arrivée chez les deux personnes : deux visites sont en cours.',
    reussi: (e, de, pas) => duNumero(e, de) && pas.arrivees > 1,
  },
  NUMERO_MASQUE: {
    titre: 'Numéro masqué : code du bénéficiaire',
    consignes: (e) => [
      'Appelez en numéro masqué.',
      codeDe(e),
      `Tapez le code du bénéficiaire : ${e.codeUsager ?? ''}.`,
      'Tapez 1 : arrivée, puis raccrochez.',
    ],
    acquis: 'Sans numéro reconnu, le code du bénéficiaire dit chez qui l’aide se trouve.',
    reussi: (_, de, pas) => de.genre === 'MASQUE' && pas.usagers === 1 && pas.arrivees > 0,
  },
  CORRIGER: {
    titre: 'Corriger par 9',
    consignes: (e) => [
      CHEZ,
      codeDe(e),
      'Trompez-vous : tapez 2, départ.',
      'Tapez 9 pour corriger, puis 1 : arrivée. Raccrochez.',
    ],
    acquis: 'Le départ tapé par erreur est gardé, mais n’est pas compté : l’arrivée le remplace.',
    reussi: (e, de, pas) => duNumero(e, de) && pas.corrections > 0 && pas.arrivees > 0,
  },
  CODE_ERRONE: {
    titre: 'Code erroné trois fois',
    consignes: () => [
      CHEZ,
      'Tapez un code faux, par exemple 00000.',
      'Recommencez jusqu’à ce que le service raccroche.',
    ],
    acquis: 'Rien n’est pointé : l’appel sans suite est gardé, et l’antenne le voit.',
    reussi: (e, de, pas) =>
      duNumero(e, de) && pas.issue === 'RACCROCHE_SVI' && pas.etape === 'CODE' && pas.erreurs >= 2,
  },
};
