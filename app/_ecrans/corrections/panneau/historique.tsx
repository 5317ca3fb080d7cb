'use client';

import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { corrige } from '#shared/domain/correction/plier';
import type { CorrectionJugee } from '#shared/domain/types';
import { dateHeure, insecable } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { nomsDe } from '../../../_donnees/depot/noms-personnes';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { valeursDeRetour } from '../../../_ui/actes/annuler';
import { useEnEcriture } from '../../../_ui/actes/ecriture';
import { useEnregistrer } from '../../../_ui/actes/enregistrer';
import { resumeCorrection } from '../../../_ui/actes/resume';

const ETATS: Record<CorrectionJugee['etat'], string> = {
  APPLIQUEE: '',
  TARDIVE: 'Tardive : partira dans le prochain fichier complémentaire',
  REFUSEE: 'Refusée',
  SANS_OBJET: 'Ne s’applique plus',
  RETIREE: 'Retirée depuis : ne compte plus',
};

const NON_GARDE = 'Ce poste n’a pas pu le garder (disque plein ?). Libérez de la place et recommencez.';

/** The last that still applies: the only one that can be withdrawn. */
const retirable = (l: Ligne): string | undefined =>
  l.retenue.conflit ? undefined : l.retenue.corrections.findLast(corrige)?.correction.id;

/** Each correction with its author, latest first, numbered from the oldest; nothing is ever overwritten [CO-1]. */
export const Historique = ({ ligne }: { ligne: Ligne }) => {
  const depot = useDepot();
  const enregistrer = useEnregistrer(ligne);
  const ecrit = useEnEcriture(ligne.id);
  const [refus, setRefus] = useState<string>();
  const { corrections } = ligne.retenue;
  if (corrections.length === 0) return null;
  const noms = nomsDe(depot);
  const derniere = retirable(ligne);
  const retirer = ({ correction }: CorrectionJugee): void => {
    const r = enregistrer([valeursDeRetour(correction, ligne.retenue)]);
    setRefus(r.ok ? undefined : insecable(r.refus.message));
    if (r.ok) r.ecrite.catch(() => setRefus(NON_GARDE));
  };
  return (
    <section aria-labelledby="historique-titre">
      <Title order={3} id="historique-titre">
        Corrections
      </Title>
      <ol className="historique" reversed>
        {corrections.toReversed().map((j) => {
          const { correction: c, etat, enAttente, refus: motif } = j;
          return (
            <li key={c.id} data-etat={etat}>
              <div>{resumeCorrection(c, noms)}</div>
              {c.commentaire ? <div>« {c.commentaire} »</div> : null}
              <div className="discret">
                {nomAuteur(depot, c.auteur)}, {dateHeure(c.instant, dateParis(c.instant))}
                {enAttente ? ' · en attente d’envoi' : ''}
              </div>
              {ETATS[etat] ? (
                <div className="historique__etat">
                  {ETATS[etat]}
                  {motif ? ` : ${insecable(motif.message)}` : ''}
                </div>
              ) : null}
              {c.id === derniere ? (
                <Button size="compact-xs" variant="subtle" px={0} disabled={ecrit} onClick={() => retirer(j)}>
                  Retirer cette correction
                </Button>
              ) : null}
            </li>
          );
        })}
      </ol>
      <div aria-live="assertive">
        {refus ? (
          <Text size="xs" c="var(--ton-rouge-texte)">
            {refus}
          </Text>
        ) : null}
      </div>
    </section>
  );
};
