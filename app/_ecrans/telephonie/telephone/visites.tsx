'use client';

import { Text, Title } from '@mantine/core';
import Link from 'next/link';
import type { PasFormation } from '#shared/contrats/exploitation/formation';
import { heure } from '#shared/mots/dates';
import { deNom } from '#shared/mots/textes';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { useAujourdhui, useLignes } from '../../../_donnees/lecture/hooks';
import { BadgeStatut } from '../../../_ui/mots/badge-statut';

/** Punches of a call bear its id. */
const estDe = (appelId: string) => {
  const sien = (p: { id: string } | undefined): boolean => p?.id.startsWith(`${appelId}-`) ?? false;
  return ({ retenue: { intervention: i } }: Ligne): boolean =>
    sien(i.arrivee) || sien(i.depart) || i.ecartes.some(sien);
};

const Attente = ({ pas }: { pas: PasFormation }) => {
  if (pas.arrivees + pas.departs === 0) {
    return (
      <Text size="sm">Rien n’est pointé. L’appel est gardé : l’antenne le verra parmi les appels sans suite.</Text>
    );
  }
  if (pas.usagers === 0) {
    return <Text size="sm">Le bénéficiaire n’est pas connu : le pointage attend d’être rattaché à un usager.</Text>;
  }
  return <Text size="sm">Le pointage est enregistré : la visite arrive…</Text>;
};

/** The visits that this call made move, as the local database receives them. */
export const Visites = ({ pas }: { pas: PasFormation | undefined }) => {
  const jour = useAujourdhui();
  const lignes = useLignes(jour, jour);
  // Nothing to say before a punch, or the end of the call.
  if (!pas || (pas.attend && pas.arrivees + pas.departs === 0)) return null;
  const siennes = lignes.filter(estDe(pas.appelId));
  return (
    <section className="visites-appel" aria-labelledby="visites-titre" aria-live="polite">
      <Title order={2} id="visites-titre">
        Dans l’extranet
      </Title>
      {siennes.length === 0 ? <Attente pas={pas} /> : null}
      <ul>
        {siennes.map((l) => (
          <li key={l.id}>
            <BadgeStatut statut={l.statut} />
            <span className="nom">{l.usager}</span>
            <span className="discret">
              {l.retenue.debut ? `arrivée ${heure(l.retenue.debut)}` : ''}
              {l.retenue.fin ? ` départ ${heure(l.retenue.fin)}` : ''}
            </span>
            <Link href={`/interventions/?jour=${l.date}&filtre=toutes&id=${encodeURIComponent(l.id)}`}>
              Voir la visite
              <span className="invisible"> {deNom(l.usager)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};
