/**
 * Everything that the SVI says, in French, each sentence with its id (telephony.md). `{x}` is replaced by a value.
 * A call may be overheard: no sentence holds a full name, and none ever holds a code.
 */
export const MESSAGES = {
  BONJOUR_CODE: 'Bonjour. Tapez votre code.',
  CODE_INCONNU: 'Code non reconnu. Tapez votre code, à 5 chiffres.',
  CODE_SILENCE: 'Je n’ai rien reçu. Tapez votre code, à 5 chiffres.',
  CHOIX_UN: 'Pour {nom}, tapez {touche}.',
  CHOIX_TOUS: 'Pour les deux, tapez 0.',
  CHOIX_REFUSE: 'Ce choix n’existe pas.',
  RIEN_RECU: 'Je n’ai rien reçu.',
  BENEFICIAIRE: 'Ce numéro n’est pas reconnu. Tapez le code du bénéficiaire, ou dièse.',
  BENEFICIAIRE_PLUSIEURS: 'Plusieurs bénéficiaires ont ce numéro. Tapez le code du bénéficiaire, ou dièse.',
  BENEFICIAIRE_INCONNU: 'Code non reconnu. Tapez le code du bénéficiaire, à 6 chiffres, ou dièse.',
  BENEFICIAIRE_SILENCE: 'Je n’ai rien reçu. Tapez le code du bénéficiaire, à 6 chiffres, ou dièse.',
  SENS: 'Arrivée, tapez 1. Départ, tapez 2.',
  SENS_REFUSE: 'Ce choix n’existe pas. Arrivée, tapez 1. Départ, tapez 2.',
  SENS_SILENCE: 'Je n’ai rien reçu. Arrivée, tapez 1. Départ, tapez 2.',
  ARRIVEE_ENREGISTREE: 'Arrivée enregistrée à {heure}.',
  DEPART_ENREGISTRE: 'Départ enregistré à {heure}.',
  USAGER_A_PRECISER: 'Votre antenne précisera le bénéficiaire.',
  CORRIGER: 'Pour corriger, tapez 9 ; sinon raccrochez.',
  AU_REVOIR: 'Au revoir.',
  ECHEC_CODE: 'Votre code n’est pas reconnu. Rien n’est enregistré. {recours}',
  ECHEC_SILENCE: 'Je n’ai rien reçu. Rien n’est enregistré. Vous pouvez rappeler. {recours}',
  ECHEC_CHOIX: 'Vos choix ne sont pas reconnus. Rien n’est enregistré. {recours}',
  ECHEC_RAFALE: 'Ce code n’est pas reconnu, et trop de codes erronés ont été tapés. Rien n’est enregistré. {recours}',
  ECHEC_ERREUR:
    'Excusez-nous, le service ne peut pas répondre. Si vous n’avez pas entendu la confirmation, rien n’est enregistré. Rappelez dans quelques minutes, ou prévenez votre antenne.',
  RECOURS_TELEPHONE: 'Appelez votre antenne au {telephone}.',
  RECOURS: 'Appelez votre antenne.',
} as const;

export type IdMessage = keyof typeof MESSAGES;

export type Parole = { message: IdMessage; valeurs?: Readonly<Record<string, string>> };

/** The sentence to speak; a value that is missing is a broken invariant. */
export const texte = ({ message, valeurs }: Parole): string =>
  MESSAGES[message].replace(/\{(\w+)\}/g, (_, nom: string) => {
    const valeur = valeurs?.[nom];
    if (valeur === undefined) throw new Error(`message ${message} : il manque « ${nom} »`);
    return valeur;
  });
