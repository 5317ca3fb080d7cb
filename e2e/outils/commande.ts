import { commanderIci } from '../../sync-server/cli/testing/banc';

/**
 * A command of the product, called in this process: its own table, words, options and use case, without the second of processor
 * that a process takes to start. What it wrote; exit 2 (rows refused) passes, anything else throws.
 */
export const executerCommande = async (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> => {
  const { code, stdout, stderr } = await commanderIci(args, { ...env });
  if (code !== 0 && code !== 2) throw new Error(`telegestion ${args.join(' ')} : sortie ${code}\n${stderr}${stdout}`);
  return stdout;
};
