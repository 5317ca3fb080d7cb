'use client';

import { Button, Checkbox, NativeSelect, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type {
  ActeCompte,
  CompteAdministre,
  FicheCompte as Fiche,
  InvitationFaite,
} from '#shared/contrats/acces/administration';
import { ROLES, ROLES_EN_MOTS, type Role } from '#shared/contrats/acces/compte';
import { ANTENNES, CODES_ANTENNES } from '#shared/contrats/commun';
import { agirSurCompte, creerCompte, inviterCompte, modifierCompte } from '../../../_donnees/lecture/administration';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { useAction } from '../../../_ui/demandes/appeler';
import { Fenetre } from '../../../_ui/fenetre';
import { PiedFenetre } from '../../../_ui/pied-fenetre';

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

const lire = (formulaire: HTMLFormElement): Fiche => {
  const d = new FormData(formulaire);
  return {
    nom: String(d.get('nom')),
    role: String(d.get('role')),
    antennes: d.getAll('antennes').map(String),
    responsable: d.get('responsable') !== null,
    courriel: String(d.get('courriel') ?? ''),
  };
};

const CODES = ['IDENTIFIANT', 'NOM', 'ROLE', 'ANTENNE', 'COURRIEL'];

/** Creates or edits an account; each field says what is wrong with it. */
export const FicheCompte = ({ compte: c, fermer, surInvitation }: Props) => {
  const { refus, enCours, faire, erreur } = useAction();
  const [role, setRole] = useState<Role>(c?.role ?? 'GESTIONNAIRE');
  const [geste, setGeste] = useState<Geste>();
  const soumettre = (ev: FormEvent<HTMLFormElement>): void => {
    ev.preventDefault();
    const fiche = lire(ev.currentTarget);
    const identifiant = String(new FormData(ev.currentTarget).get('identifiant') ?? '');
    if (c) void faire(() => modifierCompte(c.identifiant, fiche), fermer);
    else void faire(() => creerCompte({ ...fiche, identifiant }), surInvitation);
  };
  const agir = (g: Geste): void => {
    if (!c) return;
    const { acte } = g;
    if (acte === 'INVITER') void faire(() => inviterCompte(c.identifiant), surInvitation);
    else void faire(() => agirSurCompte(c.identifiant, acte), fermer);
  };
  const reste = refus && !CODES.includes(refus.code) ? refus.message : undefined;
  return (
    <Fenetre onClose={fermer} title={c ? `Compte ${c.identifiant}` : 'Nouveau compte'} size="lg" centered>
      <form className="admin__formulaire" onSubmit={soumettre}>
        {c ? null : (
          <TextInput
            name="identifiant"
            label="Identifiant"
            description="Ce que la personne tape pour se connecter : lettres sans accent, chiffres, point, tiret."
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            data-autofocus
            error={erreur('IDENTIFIANT')}
          />
        )}
        <TextInput
          name="nom"
          label="Nom affiché"
          required
          withAsterisk={false}
          maxLength={80}
          defaultValue={c?.nom ?? ''}
          error={erreur('NOM')}
        />
        <TextInput
          name="courriel"
          type="email"
          label="Courriel (facultatif)"
          description="Le lien d’invitation y est envoyé ; sans adresse, il vous est montré une fois."
          defaultValue={c?.courriel ?? ''}
          error={erreur('COURRIEL')}
        />
        <NativeSelect
          name="role"
          label="Rôle"
          value={role}
          data={ROLES.map((r) => ({ value: r, label: ROLES_EN_MOTS[r] }))}
          onChange={(ev) => setRole(ROLES.find((r) => r === ev.currentTarget.value) ?? 'GESTIONNAIRE')}
          error={erreur('ROLE')}
        />
        {role === 'GESTIONNAIRE' ? (
          <>
            <Checkbox.Group label="Antennes" defaultValue={c?.antennes ?? []} error={erreur('ANTENNE')}>
              <div className="admin__antennes">
                {CODES_ANTENNES.map((a) => (
                  <Checkbox key={a} name="antennes" value={a} label={ANTENNES[a].libelle} />
                ))}
              </div>
            </Checkbox.Group>
            <Checkbox
              name="responsable"
              label="Responsable : clôt les mois de ses antennes"
              defaultChecked={c?.responsable ?? false}
            />
          </>
        ) : null}
        <ErreurFormulaire message={reste} />
        <PiedFenetre faire={c ? 'Enregistrer' : 'Créer et inviter'} fermer={fermer} enCours={enCours} />
      </form>
      {c ? (
        <div className="admin__gestes">
          {geste ? (
            <>
              <Text size="sm" role="status">
                {geste.suite}
              </Text>
              <Button color={geste.couleur ?? 'encre'} loading={enCours} onClick={() => agir(geste)}>
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
