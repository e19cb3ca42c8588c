import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { faultsOfRings, type Ring } from "@/admin/queues/pool";
import { Rings } from "@/admin/queues/Rings";
import { useFaultsOf } from "@/admin/kit/form";
import { ProblemState } from "@/app/ProblemState";
import { useRefreshRecords } from "@/app/records";
import { useText } from "@/i18n/TextProvider";
import { requestVersioned, type Versioned } from "@/protocol/api";
import type { Queue } from "@/protocol/configuration";
import { Loading, SidePanel, useToast } from "@/ui";

interface Props {
  queueId: string;
  onClose: () => void;
}

/** A queue's rings beside the list of them; all else of the queue is in Set-up. */
export function RingsForm({ queueId, onClose }: Props) {
  const { t } = useText();
  const read = useQuery({
    queryKey: ["lending", queueId],
    queryFn: () => requestVersioned<Queue>(`/queues/${queueId}`),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (read.data === undefined)
    return (
      <SidePanel wide title={t("lending.edit")} onClose={onClose}>
        {read.isError ? (
          <ProblemState problem={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <Loading />
        )}
      </SidePanel>
    );
  return <Form read={read.data} onClose={onClose} />;
}

function Form({ read, onClose }: { read: Versioned<Queue>; onClose: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const faultsOf = useFaultsOf();
  const refresh = useRefreshRecords();
  const [rings, setRings] = useState<Ring[]>(read.value.rings);
  const queue = read.value;
  const save = useMutation({
    mutationFn: () =>
      requestVersioned<Queue>(`/queues/${queue.queue_id}`, {
        method: "PATCH",
        body: { rings },
        ...(read.etag === undefined ? {} : { ifMatch: read.etag }),
      }),
    onSuccess: async () => {
      await refresh("queues");
      toast({ text: t("admin.saved", { name: queue.name }) });
      onClose();
    },
  });
  const faults = save.isError ? faultsOf(save.error) : {};
  const faulty = faultsOfRings(rings).size > 0;
  const other = save.isError && faults["rings"] === undefined;
  return (
    <SidePanel
      wide
      title={t("lending.editRules", { queue: queue.name })}
      onClose={onClose}
      footer={
        <Button variant="filled" loading={save.isPending} disabled={faulty} onClick={() => save.mutate()}>
          {t("admin.save")}
        </Button>
      }
    >
      <div className="pad">
        <Rings
          queue={{ ...queue, rings }}
          onChange={setRings}
          error={faulty ? t("rings.faulty") : faults["rings"]}
        />
        {other && <ProblemState problem={save.error} />}
      </div>
    </SidePanel>
  );
}
