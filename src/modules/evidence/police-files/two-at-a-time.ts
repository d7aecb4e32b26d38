/** Two at a time, in order: unpacking, writing and flushing run beside this thread. Ends at the first failure. */
export async function twoAtATime<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const waiting = items.entries();
  let failed = false;
  const take = async () => {
    for (const [index, item] of waiting) {
      if (failed) return;
      await work(item, index);
    }
  };
  const ended = await Promise.allSettled(
    [take(), take()].map((taking) =>
      taking.catch((thrown: unknown) => {
        failed = true;
        throw thrown;
      }),
    ),
  );
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}
