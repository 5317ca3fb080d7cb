'use client';

import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import {
  type ActeCompte,
  type CompteAdministre,
  type FicheCompte as Fiche,
  ficheDeCompte,
  type InvitationFaite,
} from '#shared/contrats/acces/administration';
import { ROLES, ROLES_EN_MOTS } from '#shared/contrats/acces/compte';
import { codesAntennes, libelleAntenne, nommerAntennes } from '#shared/domain/antenne/registre';
import { nommeSesAntennes, peutEtreResponsable } from '#shared/droits/droits';
import {
  agirSurCompte,
  creerCompte,
  inviterCompte,
  lireComptes,
  modifierCompte,
} from '../../../_donnees/lecture/administration';
import { CasesACocher } from '../../../_ui/champs/cases-a-cocher';
import { Fenetre } from '../../../_ui/fenetre';
import {
  Champ,
  ChampCase,
  ChampListe,
  ChampTexte,
  type De,
  Formulaire,
  RefusFormulaire,
  useFormulaire,
  useValeur,
} from '../../../_ui/formulaire';
import { PiedFenetre } from '../../../_ui/pied-fenetre';
import { type CompteTape, lireCompte } from './compte-tape';
import { Relire, useConflit } from './conflit';

type Props = {
  /** Absent: a new one. */
  compte: CompteAdministre | undefined;
  fermer: () => void;
  surInvitation: (i: InvitationFaite) => void;
};

type Geste = {
  acte: ActeCompte;
  libelle: string;
  couleur?: string;
  suite: string;
  quand: (c: CompteAdministre) => boolean;
};

/** What may be done to an account besides its file, with what follows said before. */
const GESTES: readonly Geste[] = [
  {
    acte: 'DEVERROUILLER',
    libelle: 'Déverrouiller',
    suite: 'La personne peut se reconnecter aussitôt, et son compte d’échecs repart de zéro.',
    quand: (c) => c.verrouJusqua !== undefined,
  },
  {
    acte: 'INVITER',
    libelle: 'Nouveau lien de mot de passe',
    suite:
      'Un lien à usage unique est fait : les liens précédents ne servent plus. Le mot de passe actuel vaut jusque-là.',
    quand: (c) => c.actif,
  },
  {
    acte: 'RETIRER_SECOND_FACTEUR',
    libelle: 'Retirer le second facteur',
    suite:
      'Seul le mot de passe sera demandé, jusqu’à ce que la personne en configure un autre. À faire après avoir vérifié qui demande.',
    quand: (c) => c.secondFacteur,
  },
  {
    acte: 'DESACTIVER',
    libelle: 'Désactiver',
    couleur: 'red',
    suite:
      'Ses connexions se terminent aussitôt. Ses postes effacent leurs données à leur prochain contact, y compris ce qui n’était pas envoyé.',
    quand: (c) => c.actif,
  },
  {
    acte: 'ACTIVER',
    libelle: 'Réactiver',
    suite: 'La personne se reconnecte avec son mot de passe.',
    quand: (c) => !c.actif,
  },
];

const CHAMPS = {
  IDENTIFIANT: 'identifiant',
  NOM: 'nom',
  ROLE: 'role',
  ANTENNE: 'antennes',
  COURRIEL: 'courriel',
} as const;

/** What an account of a role has of its own: the antennas that it reaches, and the mark of their responsable. */
const SelonLeRole = ({ f }: { f: De<CompteTape> }) => {
  const role = useValeur(f, 'role');
  return (
    <>
      {nommeSesAntennes(role) ? (
        <Champ de={f} nom="antennes">
          {({ valeur, changer, erreur }) => (
            <CasesACocher
              label="Antennes"
              choix={codesAntennes().map((a) => ({ value: a, label: libelleAntenne(a) }))}
              valeur={valeur}
              changer={changer}
              erreur={erreur}
              classe="admin__antennes"
            />
          )}
        </Champ>
      ) : null}
      {peutEtreResponsable(role) ? (
        <ChampCase de={f} nom="responsable" label="Responsable : clôt les mois de ses antennes" />
      ) : null}
    </>
  );
};

const tapeDe = (c: CompteAdministre | undefined): CompteTape =>
  c
    ? { identifiant: c.identifiant, ...ficheDeCompte(c) }
    : { identifiant: '', nom: '', courriel: '', role: 'GESTIONNAIRE', antennes: [], responsable: false };

const direCompte = (c: CompteAdministre): string =>
  [c.nom, c.courriel, ROLES_EN_MOTS[c.role], nommerAntennes(c.antennes), c.responsable ? 'responsable' : '']
    .filter(Boolean)
    .join(' · ');

/** Creates or edits an account; each field says what is wrong with it. */
export const FicheCompte = ({ compte: c, fermer, surInvitation }: Props) => {
  const [geste, setGeste] = useState<Geste>();
  const [base, setBase] = useState(c);
  const { conflit, guetter, lever } = useConflit();
  const f = useFormulaire({
    depart: () => tapeDe(c),
    lire: lireCompte,
    envoyer: async ({ identifiant, antennes, responsable, ...reste }, envoi) => {
      const fiche: Fiche = {
        ...reste,
        antennes: nommeSesAntennes(reste.role) ? antennes : [],
        responsable: peutEtreResponsable(reste.role) && responsable,
      };
      if (base) {
        await guetter(modifierCompte(base.identifiant, fiche, ficheDeCompte(base)));
        fermer();
      } else surInvitation(await creerCompte({ ...fiche, identifiant, id: envoi.id() }));
      return undefined;
    },
    champs: CHAMPS,
  });
  const relire = (): void =>
    f.agir(async () => {
      const relu = (await lireComptes()).find((x) => x.identifiant === c?.identifiant);
      if (relu) {
        f.arrive(tapeDe(relu));
        setBase(relu);
      }
      lever();
      return undefined;
    }, true);
  const agir = (g: Geste): void => {
    if (!c) return;
    const { acte } = g;
    f.agir(async (id) => {
      if (acte === 'INVITER') surInvitation(await inviterCompte(c.identifiant, id(acte)));
      else {
        await agirSurCompte(c.identifiant, acte);
        fermer();
      }
      return undefined;
    });
  };
  return (
    <Fenetre onClose={fermer} title={c ? `Compte ${c.identifiant}` : 'Nouveau compte'} size="lg" centered>
      <Formulaire de={f} className="admin__formulaire">
        {c ? null : (
          <ChampTexte
            de={f}
            nom="identifiant"
            label="Identifiant"
            description="Ce que la personne tape pour se connecter : lettres sans accent, chiffres, point, tiret."
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            data-autofocus
          />
        )}
        <ChampTexte de={f} nom="nom" label="Nom affiché" required withAsterisk={false} maxLength={80} />
        <ChampTexte
          de={f}
          nom="courriel"
          type="email"
          label="Courriel (facultatif)"
          description="Le lien d’invitation y est envoyé ; sans adresse, il vous est montré une fois. La changer annule un lien qui attend."
        />
        <ChampListe de={f} nom="role" label="Rôle" data={ROLES.map((r) => ({ value: r, label: ROLES_EN_MOTS[r] }))} />
        <SelonLeRole f={f} />
        <RefusFormulaire de={f} />
        <Relire
          conflit={conflit}
          relire={relire}
          enCours={f.enCours}
          relu={base && base !== c ? direCompte(base) : undefined}
        />
        <PiedFenetre faire={c ? 'Enregistrer' : 'Créer et inviter'} enCours={f.enCours} />
      </Formulaire>
      {c ? (
        <div className="admin__gestes">
          {geste ? (
            <>
              <Text size="sm" role="status">
                {geste.suite}
              </Text>
              <Button color={geste.couleur ?? 'encre'} loading={f.enCours} onClick={() => agir(geste)}>
                {geste.libelle} {c.identifiant}
              </Button>
              <Button variant="default" onClick={() => setGeste(undefined)}>
                Ne rien faire
              </Button>
            </>
          ) : (
            GESTES.filter((g) => g.quand(c)).map((g) => (
              <Button key={g.acte} variant="default" size="xs" onClick={() => setGeste(g)}>
                {g.libelle}…
              </Button>
            ))
          )}
        </div>
      ) : null}
    </Fenetre>
  );
};
