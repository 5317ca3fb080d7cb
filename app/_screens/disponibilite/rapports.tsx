import { Button, NativeSelect, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import type { RapportsLus } from '#shared/contrats/rapport';
import { majuscule } from '#shared/domain/releve/mots';
import { parAuteur } from '../../_data/auteurs';
import { ecrirePropositions, editerRapport, lireRapports, prendreRapport } from '../../_data/disponibilite';
import { useMaintenant } from '../../_data/hooks';
import { ErreurFormulaire } from '../../_ui/erreur-formulaire';
import { notifications } from '../../_ui/notifications';
import { useAction, useLecture } from '../compte/appeler';
import { quand } from '../incidents/mots';

type Rapport = RapportsLus['rapports'][number];

const Ligne = ({
  r,
  prendre,
  enCours,
}: {
  r: Rapport;
  prendre: (travail: () => Promise<void>) => void;
  enCours: boolean;
}) => {
  const maintenant = useMaintenant();
  const [derniere, ...avant] = r.editions;
  if (!derniere) return null;
  const boutons = (e: typeof derniere) =>
    (['pdf', 'xlsx'] as const).map((f) => (
      <Button
        key={f}
        size="compact-xs"
        variant="default"
        disabled={enCours}
        aria-label={`${r.titre}, édition ${e.numero}, ${f.toLocaleUpperCase()}`}
        onClick={() => prendre(() => prendreRapport(r.periode, f, e.numero))}
      >
        {f.toLocaleUpperCase()}
      </Button>
    ));
  return (
    <tr>
      <th scope="row">{majuscule(r.titre)}</th>
      <td>
        {derniere.numero === 1 ? 'première' : `${derniere.numero}e`}, {quand(derniere.editeLe, maintenant)}
        {derniere.auteur === 'SERVICE' ? '' : `, ${parAuteur(derniere.auteur)}`}
      </td>
      <td>
        <span className="dispo__gestes">{boutons(derniere)}</span>
      </td>
      <td>
        {avant.length === 0 ? (
          '–'
        ) : (
          <details>
            <summary>{avant.length === 1 ? 'une' : avant.length}</summary>
            {avant.map((e) => (
              <span key={e.numero} className="dispo__gestes">
                {e.numero === 1 ? 'première' : `${e.numero}e`}, {quand(e.editeLe, maintenant)} {boutons(e)}
              </span>
            ))}
          </details>
        )}
      </td>
    </tr>
  );
};

/** What the operator proposes for a period, and the edition that has it. */
const Rediger = ({ lus, surSuite }: { lus: RapportsLus; surSuite: () => void }) => {
  const [periode, setPeriode] = useState(lus.periodes[0]?.periode ?? '');
  const [textes, setTextes] = useState<Record<string, string>>(lus.propositions ?? {});
  const { refus, enCours, faire } = useAction();
  const texte = textes[periode] ?? '';
  return (
    <div className="dispo__rediger">
      <NativeSelect
        label="Période"
        value={periode}
        data={lus.periodes.map((p) => ({ value: p.periode, label: p.titre }))}
        onChange={(ev) => setPeriode(ev.currentTarget.value)}
      />
      <Textarea
        label="Propositions"
        description="Ce que l’exploitant propose pour améliorer la prestation : le rapport le reprend tel quel."
        autosize
        minRows={3}
        maxRows={14}
        maxLength={20_000}
        value={texte}
        onChange={(ev) => {
          const { value } = ev.currentTarget;
          setTextes((avant) => ({ ...avant, [periode]: value }));
        }}
      />
      <ErreurFormulaire message={refus?.message} />
      <Button
        size="xs"
        loading={enCours}
        onClick={() =>
          void faire(
            async () => {
              await ecrirePropositions(periode, texte);
              return editerRapport(periode);
            },
            ({ edition, deja }) => {
              notifications.show({
                title: deja ? 'Rien n’a changé' : 'Rapport classé',
                message: deja ? `L’édition ${edition} dit déjà la même chose.` : `Édition ${edition} : PDF et XLSX.`,
              });
              surSuite();
            },
          )
        }
      >
        Garder et éditer le rapport
      </Button>
    </div>
  );
};

/** The activity reports as they were filed, by month, quarter and year. */
export const Rapports = () => {
  const { valeur: lus, echec, relire } = useLecture(lireRapports);
  const { refus, enCours, faire } = useAction();
  return (
    <>
      <Title order={2}>Rapports d’activité</Title>
      <ErreurFormulaire message={refus?.message ?? echec} />
      {lus ? (
        <>
          {lus.rapports.length === 0 ? (
            <p className="dispo__note">
              Aucun n’est encore classé : celui du mois se fait de lui-même le 1er du mois suivant.
            </p>
          ) : (
            <table className="jour dispo__table">
              <caption className="invisible">Rapports d’activité classés, les derniers en haut</caption>
              <thead>
                <tr>
                  <th scope="col">Période</th>
                  <th scope="col">Édition</th>
                  <th scope="col">Fichiers</th>
                  <th scope="col">Éditions d’avant</th>
                </tr>
              </thead>
              <tbody>
                {lus.rapports.map((r) => (
                  <Ligne key={r.periode} r={r} enCours={enCours} prendre={(travail) => void faire(travail)} />
                ))}
              </tbody>
            </table>
          )}
          {lus.propositions && lus.periodes.length > 0 ? <Rediger lus={lus} surSuite={relire} /> : null}
        </>
      ) : echec ? null : (
        <Text size="sm" c="dimmed">
          Lecture…
        </Text>
      )}
    </>
  );
};
