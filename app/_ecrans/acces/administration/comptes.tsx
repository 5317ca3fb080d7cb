'use client';

import { Button, Loader, Text, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CompteAdministre, InvitationFaite } from '#shared/contrats/acces/administration';
import { ROLES_EN_MOTS } from '#shared/contrats/acces/compte';
import { codesOuverts, nommerAntennes, nommerCourt } from '#shared/domain/antenne/registre';
import { tientToutesAntennes } from '#shared/droits/droits';
import { pluriel } from '#shared/mots/nombres';
import { majuscule, sansAccents } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { lireComptes } from '../../../_donnees/lecture/administration';
import { useMaintenant } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { jusqua, quand } from '../../../_ui/mots/quand';
import { FicheCompte } from './fiche-compte';
import { InvitationMontree } from './invitation-montree';

type Ton = 'gris' | 'vert' | 'orange' | 'rouge' | 'bleu';

/** One word of status, the gravest first. */
const etatDe = (c: CompteAdministre, maintenant: Instant): { mot: string; ton: Ton } => {
  if (!c.actif) return { mot: 'Désactivé', ton: 'gris' };
  if (c.verrouJusqua) return { mot: `Verrouillé ${jusqua(c.verrouJusqua, maintenant)}`, ton: 'rouge' };
  if (c.invitationJusqua) return { mot: `Invité ${jusqua(c.invitationJusqua, maintenant)}`, ton: 'bleu' };
  if (!c.motDePasse) return { mot: 'Sans mot de passe', ton: 'orange' };
  return { mot: 'Actif', ton: 'vert' };
};

const Ligne = ({ compte: c, ouvrir }: { compte: CompteAdministre; ouvrir: () => void }) => {
  const maintenant = useMaintenant();
  const etat = etatDe(c, maintenant);
  const partout = tientToutesAntennes(c);
  const toutes = partout ? 'Toutes' : nommerAntennes(c.antennes) || '—';
  const siennes = partout ? toutes : nommerCourt(c.antennes, codesOuverts(dateParis(maintenant))) || '—';
  return (
    <tr>
      <th scope="row">{c.identifiant}</th>
      <td>{c.nom}</td>
      <td>
        {ROLES_EN_MOTS[c.role]}
        {c.responsable ? ' (responsable)' : ''}
      </td>
      <td title={toutes === siennes ? undefined : toutes}>{majuscule(siennes)}</td>
      <td>
        <span className={`statut statut--${etat.ton}`}>{etat.mot}</span>
      </td>
      <td>{c.secondFacteur ? 'Oui' : 'Non'}</td>
      <td>{c.vuLe ? quand(c.vuLe, maintenant) : 'Jamais'}</td>
      <td className="geste">
        <Button size="compact-xs" variant="default" aria-label={`Modifier ${c.identifiant}`} onClick={ouvrir}>
          Modifier
        </Button>
      </td>
    </tr>
  );
};

/** Every account: who may do what, and what keeps someone out. */
export const Comptes = () => {
  const { valeur, echec, relire } = useLecture(['comptes'], lireComptes);
  const [cherche, setCherche] = useState('');
  const [ouvert, setOuvert] = useState<CompteAdministre | 'NOUVEAU'>();
  const [faite, setFaite] = useState<InvitationFaite>();
  const montres = useMemo(() => {
    const mots = sansAccents(cherche).split(/\s+/);
    return (valeur ?? []).filter((c) => {
      const texte = sansAccents(`${c.identifiant} ${c.nom} ${ROLES_EN_MOTS[c.role]} ${nommerAntennes(c.antennes)}`);
      return mots.every((m) => texte.includes(m));
    });
  }, [valeur, cherche]);
  const fermer = (): void => {
    setOuvert(undefined);
    relire();
  };
  return (
    <div className="admin">
      <div className="admin__tete">
        <TextInput
          className="admin__cherche"
          label="Chercher un compte"
          placeholder="nom, identifiant, rôle, antenne"
          value={cherche}
          onChange={(ev) => setCherche(ev.currentTarget.value)}
        />
        <span className="admin__note" role="status">
          {valeur ? pluriel(montres.length, 'compte') : ''}
        </span>
        <Button className="fin" onClick={() => setOuvert('NOUVEAU')}>
          Nouveau compte
        </Button>
      </div>
      {echec ? (
        <Text size="sm" c="var(--ton-orange-texte)" role="status">
          {echec}
        </Text>
      ) : null}
      {valeur ? (
        <div className="admin__table">
          <table className="compte__table" aria-label="Comptes">
            <thead>
              <tr>
                <th scope="col">Identifiant</th>
                <th scope="col">Nom</th>
                <th scope="col">Rôle</th>
                <th scope="col">Antennes</th>
                <th scope="col">Statut</th>
                <th scope="col">Second facteur</th>
                <th scope="col">Vu</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {montres.map((c) => (
                <Ligne key={c.identifiant} compte={c} ouvrir={() => setOuvert(c)} />
              ))}
            </tbody>
          </table>
        </div>
      ) : echec ? null : (
        <Loader size="sm" aria-label="Lecture des comptes" />
      )}
      {ouvert ? (
        <FicheCompte
          compte={ouvert === 'NOUVEAU' ? undefined : ouvert}
          fermer={fermer}
          surInvitation={(i) => {
            fermer();
            setFaite(i);
          }}
        />
      ) : null}
      {faite ? <InvitationMontree invitation={faite} fermer={() => setFaite(undefined)} /> : null}
    </div>
  );
};
