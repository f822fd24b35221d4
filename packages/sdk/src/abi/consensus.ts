// Generated from packages/contracts/src/interfaces/IConsensus.sol by packages/contracts/scripts/generate.ts. Do not edit.

/** The ABI of `interfaces/IConsensus.sol`, typed for viem. */
export const consensusAbi = [
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payer",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "key",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "required",
        "type": "uint256"
      }
    ],
    "name": "AllowanceExceeded",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "TaskId",
        "name": "appeal",
        "type": "bytes32"
      }
    ],
    "name": "AlreadyAppealed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "AlreadyClosed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      }
    ],
    "name": "AlreadyCommitted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "AlreadyConcluded",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "AlreadyConvened",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "AlreadyDrawn",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      }
    ],
    "name": "AlreadyPunished",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      }
    ],
    "name": "AlreadyRevealed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "closedAt",
        "type": "uint256"
      }
    ],
    "name": "AppealClosed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "AppealIsFinal",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "maximum",
        "type": "uint256"
      }
    ],
    "name": "BalanceTooHigh",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "required",
        "type": "uint256"
      }
    ],
    "name": "BalanceTooLow",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint8",
        "name": "class",
        "type": "uint8"
      }
    ],
    "name": "ClassOutOfRange",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "closedAt",
        "type": "uint256"
      }
    ],
    "name": "CommitClosed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "opensAt",
        "type": "uint256"
      }
    ],
    "name": "CommitNotOpen",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "CommitteeKnown",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint8",
        "name": "size",
        "type": "uint8"
      },
      {
        "internalType": "uint8",
        "name": "minimum",
        "type": "uint8"
      },
      {
        "internalType": "uint8",
        "name": "maximum",
        "type": "uint8"
      }
    ],
    "name": "CommitteeSizeOutOfRange",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payer",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "credit",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "required",
        "type": "uint256"
      }
    ],
    "name": "CreditTooLow",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "EmptyDigest",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "ListId",
        "name": "list",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "opensAt",
        "type": "uint256"
      }
    ],
    "name": "EntranceClosed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "part",
        "type": "address"
      }
    ],
    "name": "ForeignPart",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      },
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "recovered",
        "type": "address"
      }
    ],
    "name": "InvalidAcknowledgement",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "author",
        "type": "address"
      },
      {
        "internalType": "uint16",
        "name": "authorBps",
        "type": "uint16"
      }
    ],
    "name": "InvalidAuthorShare",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payer",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "recovered",
        "type": "address"
      }
    ],
    "name": "InvalidOrderSignature",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "name",
        "type": "bytes32"
      }
    ],
    "name": "InvalidParameter",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "recovered",
        "type": "address"
      }
    ],
    "name": "InvalidSigner",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      },
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "recovered",
        "type": "address"
      }
    ],
    "name": "InvalidVote",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "MalformedSettlement",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      }
    ],
    "name": "MemberUnknown",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      }
    ],
    "name": "NoContradiction",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "required",
        "type": "uint256"
      }
    ],
    "name": "NoQuorum",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "NotAppealable",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "NotAppealed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      }
    ],
    "name": "NotCommitted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "NotDrawn",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "places",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "required",
        "type": "uint256"
      }
    ],
    "name": "NotEnoughPlaces",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "NotFinal",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "finalizableAt",
        "type": "uint256"
      }
    ],
    "name": "NotFinalizable",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "NotPrunable",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "NotSeatOwner",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "NotSeatSigner",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "submitter",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "NotSubmitter",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "NothingToClaim",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "NothingToRelease",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "NothingToWithdraw",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "OnlySelf",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "deadline",
        "type": "uint256"
      }
    ],
    "name": "OrderExpired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "closedAt",
        "type": "uint256"
      }
    ],
    "name": "RevealClosed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "opensAt",
        "type": "uint256"
      }
    ],
    "name": "RevealNotOpen",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "uint256",
        "name": "epoch",
        "type": "uint256"
      }
    ],
    "name": "RotationTooSoon",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "uint256",
        "name": "to",
        "type": "uint256"
      }
    ],
    "name": "SeatLeaving",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "uint256",
        "name": "availableAt",
        "type": "uint256"
      }
    ],
    "name": "SeatLocked",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "SeatNotLeaving",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "SeatNotPlaced",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "ListId",
        "name": "list",
        "type": "bytes32"
      }
    ],
    "name": "SeatPlaced",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "SeatUnknown",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "maximum",
        "type": "uint256"
      }
    ],
    "name": "SeatsFull",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "SeedExpired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "blockOrRound",
        "type": "uint256"
      }
    ],
    "name": "SeedNotReady",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "enum Seed",
        "name": "seed",
        "type": "uint8"
      }
    ],
    "name": "SeedRefused",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "share",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "maximum",
        "type": "uint256"
      }
    ],
    "name": "ShareTooHigh",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "share",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "minimum",
        "type": "uint256"
      }
    ],
    "name": "ShareTooLow",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      }
    ],
    "name": "SignerIsContract",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "SignerTaken",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "diesAt",
        "type": "uint256"
      }
    ],
    "name": "TaskAlive",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "diedAt",
        "type": "uint256"
      }
    ],
    "name": "TaskDead",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "TaskExists",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "enum State",
        "name": "state",
        "type": "uint8"
      }
    ],
    "name": "TaskNotDecided",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "enum State",
        "name": "state",
        "type": "uint8"
      }
    ],
    "name": "TaskNotOpen",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "TaskUnknown",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "tip",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "maximum",
        "type": "uint256"
      }
    ],
    "name": "TipTooHigh",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "roundTip",
        "type": "uint256"
      }
    ],
    "name": "TipWithoutRound",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "TransferFailed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes4",
        "name": "selector",
        "type": "bytes4"
      }
    ],
    "name": "UnknownFunction",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "missing",
        "type": "uint256"
      }
    ],
    "name": "VotesMissing",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "WrongCommittee",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "expected",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "actual",
        "type": "bytes32"
      }
    ],
    "name": "WrongOpening",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "expected",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "actual",
        "type": "bytes32"
      }
    ],
    "name": "WrongSeal",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "received",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "required",
        "type": "uint256"
      }
    ],
    "name": "WrongTransfer",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "sent",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "required",
        "type": "uint256"
      }
    ],
    "name": "WrongValue",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ZeroAddress",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ZeroAmount",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "appeal",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "upheld",
        "type": "bool"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "lost",
        "type": "uint64"
      }
    ],
    "name": "AppealEnded",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "appeal",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "appellant",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "deposit",
        "type": "uint64"
      }
    ],
    "name": "Appealed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "payer",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "key",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "until",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "ListId",
        "name": "list",
        "type": "bytes32"
      }
    ],
    "name": "Authorized",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "cut",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "author",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "authorPart",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "asCredit",
        "type": "bool"
      }
    ],
    "name": "Claimed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "unclaimed",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "bounty",
        "type": "uint64"
      }
    ],
    "name": "Closed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "commitment",
        "type": "bytes32"
      }
    ],
    "name": "Committed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "Committee",
        "name": "committee",
        "type": "uint256"
      }
    ],
    "name": "CommitteeDrawn",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "seal",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "committed",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "bytes32[]",
        "name": "commitments",
        "type": "bytes32[]"
      }
    ],
    "name": "Convened",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "Digest",
        "name": "output",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "winners",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "Committee",
        "name": "committee",
        "type": "uint256"
      }
    ],
    "name": "Decided",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Deposited",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      }
    ],
    "name": "Joined",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "to",
        "type": "uint256"
      }
    ],
    "name": "Left",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "ListId",
        "name": "list",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "Digest",
        "name": "model",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "author",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "authorBps",
        "type": "uint16"
      }
    ],
    "name": "ListOpened",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "indexed": true,
        "internalType": "ListId",
        "name": "list",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "epoch",
        "type": "uint256"
      }
    ],
    "name": "OfferWithdrawn",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "indexed": true,
        "internalType": "ListId",
        "name": "list",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "class",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "fee",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "epoch",
        "type": "uint256"
      }
    ],
    "name": "Offered",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "payer",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes",
        "name": "reason",
        "type": "bytes"
      }
    ],
    "name": "OrderRefused",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "payer",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "submitter",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "key",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "tip",
        "type": "uint64"
      }
    ],
    "name": "OrderSubmitted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "appeal",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "Digest",
        "name": "output",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "slashed",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "repaid",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "reward",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "deposit",
        "type": "uint64"
      }
    ],
    "name": "Overturned",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "bounty",
        "type": "uint64"
      }
    ],
    "name": "Pruned",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "Digest",
        "name": "output",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "reporter",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "bounty",
        "type": "uint64"
      }
    ],
    "name": "Punished",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Released",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      }
    ],
    "name": "Repaid",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "indexed": true,
        "internalType": "ListId",
        "name": "list",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "class",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "epoch",
        "type": "uint256"
      }
    ],
    "name": "Repriced",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "Digest",
        "name": "output",
        "type": "bytes32"
      }
    ],
    "name": "Revealed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "poster",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      }
    ],
    "name": "RoundTipPaid",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      }
    ],
    "name": "RoundTipReturned",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "seal",
        "type": "bytes32"
      }
    ],
    "name": "SealKept",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      }
    ],
    "name": "SeatWithdrawn",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes",
        "name": "reason",
        "type": "bytes"
      }
    ],
    "name": "SettlementRefused",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "epoch",
        "type": "uint256"
      }
    ],
    "name": "SignerSet",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "held",
        "type": "bool"
      }
    ],
    "name": "Slashed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Swept",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "ListId",
        "name": "list",
        "type": "bytes32"
      },
      {
        "components": [
          {
            "internalType": "Digest",
            "name": "model",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "author",
            "type": "address"
          },
          {
            "internalType": "uint16",
            "name": "authorBps",
            "type": "uint16"
          },
          {
            "internalType": "Digest",
            "name": "prompt",
            "type": "bytes32"
          },
          {
            "internalType": "uint8",
            "name": "committeeSize",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "share",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "roundTip",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "minimumPlaces",
            "type": "uint16"
          },
          {
            "internalType": "enum Seed",
            "name": "seed",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "nonce",
            "type": "uint64"
          }
        ],
        "indexed": false,
        "internalType": "struct Order",
        "name": "order",
        "type": "tuple"
      }
    ],
    "name": "TaskAdded",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      }
    ],
    "name": "ToppedUp",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "refund",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "kept",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "paid",
        "type": "uint16"
      }
    ],
    "name": "Undecided",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "Digest",
        "name": "output",
        "type": "bytes32"
      }
    ],
    "name": "VoteAdded",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "members",
        "type": "uint16"
      }
    ],
    "name": "VotesUncounted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Withdrawn",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "UNAVAILABLE",
    "outputs": [
      {
        "internalType": "Digest",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "seal",
        "type": "bytes32"
      }
    ],
    "name": "acknowledgementDigest",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "Digest",
            "name": "model",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "author",
            "type": "address"
          },
          {
            "internalType": "uint16",
            "name": "authorBps",
            "type": "uint16"
          },
          {
            "internalType": "Digest",
            "name": "prompt",
            "type": "bytes32"
          },
          {
            "internalType": "uint8",
            "name": "committeeSize",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "share",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "roundTip",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "minimumPlaces",
            "type": "uint16"
          },
          {
            "internalType": "enum Seed",
            "name": "seed",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "nonce",
            "type": "uint64"
          }
        ],
        "internalType": "struct Order",
        "name": "order",
        "type": "tuple"
      }
    ],
    "name": "addTask",
    "outputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "Digest",
            "name": "model",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "author",
            "type": "address"
          },
          {
            "internalType": "uint16",
            "name": "authorBps",
            "type": "uint16"
          },
          {
            "internalType": "Digest",
            "name": "prompt",
            "type": "bytes32"
          },
          {
            "internalType": "uint8",
            "name": "committeeSize",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "share",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "roundTip",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "minimumPlaces",
            "type": "uint16"
          },
          {
            "internalType": "enum Seed",
            "name": "seed",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "nonce",
            "type": "uint64"
          }
        ],
        "internalType": "struct Order[]",
        "name": "orders",
        "type": "tuple[]"
      }
    ],
    "name": "addTasks",
    "outputs": [
      {
        "internalType": "TaskId[]",
        "name": "tasks",
        "type": "bytes32[]"
      }
    ],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "TaskId",
            "name": "task",
            "type": "bytes32"
          },
          {
            "internalType": "Committee",
            "name": "committee",
            "type": "uint256"
          },
          {
            "internalType": "uint8",
            "name": "member",
            "type": "uint8"
          },
          {
            "internalType": "Digest",
            "name": "output",
            "type": "bytes32"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "salt",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "r",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "vs",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Vote",
            "name": "vote",
            "type": "tuple"
          },
          {
            "internalType": "bytes32[]",
            "name": "commitments",
            "type": "bytes32[]"
          }
        ],
        "internalType": "struct LateVote",
        "name": "lateVote",
        "type": "tuple"
      }
    ],
    "name": "addVote",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "payer",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "key",
        "type": "address"
      }
    ],
    "name": "allowance",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint64",
            "name": "amount",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "until",
            "type": "uint64"
          },
          {
            "internalType": "ListId",
            "name": "list",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Allowance",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "components": [
              {
                "internalType": "Digest",
                "name": "model",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "author",
                "type": "address"
              },
              {
                "internalType": "uint16",
                "name": "authorBps",
                "type": "uint16"
              },
              {
                "internalType": "Digest",
                "name": "prompt",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "committeeSize",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "share",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "roundTip",
                "type": "uint32"
              },
              {
                "internalType": "uint16",
                "name": "minimumPlaces",
                "type": "uint16"
              },
              {
                "internalType": "enum Seed",
                "name": "seed",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "nonce",
                "type": "uint64"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          }
        ],
        "internalType": "struct Terms",
        "name": "terms",
        "type": "tuple"
      },
      {
        "internalType": "Committee",
        "name": "committee",
        "type": "uint256"
      },
      {
        "internalType": "uint64",
        "name": "share",
        "type": "uint64"
      },
      {
        "internalType": "uint32",
        "name": "roundTip",
        "type": "uint32"
      },
      {
        "internalType": "uint64",
        "name": "nonce",
        "type": "uint64"
      }
    ],
    "name": "appeal",
    "outputs": [
      {
        "internalType": "TaskId",
        "name": "appealTask",
        "type": "bytes32"
      }
    ],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "components": [
              {
                "internalType": "Digest",
                "name": "model",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "author",
                "type": "address"
              },
              {
                "internalType": "uint16",
                "name": "authorBps",
                "type": "uint16"
              },
              {
                "internalType": "Digest",
                "name": "prompt",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "committeeSize",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "share",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "roundTip",
                "type": "uint32"
              },
              {
                "internalType": "uint16",
                "name": "minimumPlaces",
                "type": "uint16"
              },
              {
                "internalType": "enum Seed",
                "name": "seed",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "nonce",
                "type": "uint64"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          }
        ],
        "internalType": "struct Terms",
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "appealTermsOf",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "deposit",
        "type": "uint64"
      },
      {
        "internalType": "uint8",
        "name": "committeeSize",
        "type": "uint8"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "key",
        "type": "address"
      },
      {
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      },
      {
        "internalType": "uint64",
        "name": "until",
        "type": "uint64"
      },
      {
        "internalType": "ListId",
        "name": "list",
        "type": "bytes32"
      }
    ],
    "name": "authorize",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "ballots",
    "outputs": [
      {
        "internalType": "bytes32[]",
        "name": "",
        "type": "bytes32[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "components": [
              {
                "internalType": "Digest",
                "name": "model",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "author",
                "type": "address"
              },
              {
                "internalType": "uint16",
                "name": "authorBps",
                "type": "uint16"
              },
              {
                "internalType": "Digest",
                "name": "prompt",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "committeeSize",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "share",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "roundTip",
                "type": "uint32"
              },
              {
                "internalType": "uint16",
                "name": "minimumPlaces",
                "type": "uint16"
              },
              {
                "internalType": "enum Seed",
                "name": "seed",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "nonce",
                "type": "uint64"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          }
        ],
        "internalType": "struct Terms",
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "cancel",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "claim",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "Committee",
        "name": "committee",
        "type": "uint256"
      }
    ],
    "name": "close",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "commitment",
        "type": "bytes32"
      }
    ],
    "name": "commit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "Digest",
        "name": "output",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      }
    ],
    "name": "commitmentOf",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "components": [
              {
                "internalType": "Digest",
                "name": "model",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "author",
                "type": "address"
              },
              {
                "internalType": "uint16",
                "name": "authorBps",
                "type": "uint16"
              },
              {
                "internalType": "Digest",
                "name": "prompt",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "committeeSize",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "share",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "roundTip",
                "type": "uint32"
              },
              {
                "internalType": "uint16",
                "name": "minimumPlaces",
                "type": "uint16"
              },
              {
                "internalType": "enum Seed",
                "name": "seed",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "nonce",
                "type": "uint64"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          }
        ],
        "internalType": "struct Terms",
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "committeeOf",
    "outputs": [
      {
        "internalType": "Committee",
        "name": "committee",
        "type": "uint256"
      },
      {
        "internalType": "uint16[]",
        "name": "seats",
        "type": "uint16[]"
      },
      {
        "internalType": "address[]",
        "name": "signers",
        "type": "address[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "Committee",
        "name": "committee",
        "type": "uint256"
      }
    ],
    "name": "conclude",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "components": [
              {
                "internalType": "Digest",
                "name": "model",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "author",
                "type": "address"
              },
              {
                "internalType": "uint16",
                "name": "authorBps",
                "type": "uint16"
              },
              {
                "internalType": "Digest",
                "name": "prompt",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "committeeSize",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "share",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "roundTip",
                "type": "uint32"
              },
              {
                "internalType": "uint16",
                "name": "minimumPlaces",
                "type": "uint16"
              },
              {
                "internalType": "enum Seed",
                "name": "seed",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "nonce",
                "type": "uint64"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          }
        ],
        "internalType": "struct Terms",
        "name": "terms",
        "type": "tuple"
      },
      {
        "internalType": "bytes32[]",
        "name": "commitments",
        "type": "bytes32[]"
      },
      {
        "components": [
          {
            "internalType": "uint8",
            "name": "member",
            "type": "uint8"
          },
          {
            "internalType": "bytes32",
            "name": "r",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "vs",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Acknowledgement[]",
        "name": "acknowledgements",
        "type": "tuple[]"
      }
    ],
    "name": "convene",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "credit",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      }
    ],
    "name": "deposit",
    "outputs": [],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "components": [
              {
                "internalType": "Digest",
                "name": "model",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "author",
                "type": "address"
              },
              {
                "internalType": "uint16",
                "name": "authorBps",
                "type": "uint16"
              },
              {
                "internalType": "Digest",
                "name": "prompt",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "committeeSize",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "share",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "roundTip",
                "type": "uint32"
              },
              {
                "internalType": "uint16",
                "name": "minimumPlaces",
                "type": "uint16"
              },
              {
                "internalType": "enum Seed",
                "name": "seed",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "nonce",
                "type": "uint64"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          }
        ],
        "internalType": "struct Terms",
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "draw",
    "outputs": [
      {
        "internalType": "Committee",
        "name": "committee",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "components": [
              {
                "internalType": "Digest",
                "name": "model",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "author",
                "type": "address"
              },
              {
                "internalType": "uint16",
                "name": "authorBps",
                "type": "uint16"
              },
              {
                "internalType": "Digest",
                "name": "prompt",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "committeeSize",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "share",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "roundTip",
                "type": "uint32"
              },
              {
                "internalType": "uint16",
                "name": "minimumPlaces",
                "type": "uint16"
              },
              {
                "internalType": "enum Seed",
                "name": "seed",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "nonce",
                "type": "uint64"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          }
        ],
        "internalType": "struct Terms",
        "name": "terms",
        "type": "tuple"
      },
      {
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "commitment",
        "type": "bytes32"
      }
    ],
    "name": "drawAndCommit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "epoch",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "exit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "finalize",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "getAppeal",
    "outputs": [
      {
        "components": [
          {
            "internalType": "TaskId",
            "name": "task",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "appellant",
            "type": "address"
          },
          {
            "internalType": "uint64",
            "name": "deposit",
            "type": "uint64"
          },
          {
            "internalType": "uint8",
            "name": "attempts",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "concluded",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "overturned",
            "type": "bool"
          }
        ],
        "internalType": "struct Appeal",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "ListId",
        "name": "list",
        "type": "bytes32"
      }
    ],
    "name": "getList",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "author",
            "type": "address"
          },
          {
            "internalType": "uint16",
            "name": "authorBps",
            "type": "uint16"
          },
          {
            "internalType": "bool",
            "name": "isOpening",
            "type": "bool"
          },
          {
            "internalType": "uint16[4]",
            "name": "current",
            "type": "uint16[4]"
          },
          {
            "internalType": "uint16[4]",
            "name": "next",
            "type": "uint16[4]"
          },
          {
            "internalType": "uint16",
            "name": "open",
            "type": "uint16"
          },
          {
            "internalType": "uint64",
            "name": "entranceFee",
            "type": "uint64"
          }
        ],
        "internalType": "struct ListState",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "getSeat",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "formerSigner",
            "type": "address"
          },
          {
            "internalType": "uint32",
            "name": "signerSince",
            "type": "uint32"
          },
          {
            "internalType": "address",
            "name": "owner",
            "type": "address"
          },
          {
            "internalType": "uint64",
            "name": "heldUntil",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "to",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "balance",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "paidIn",
            "type": "uint64"
          },
          {
            "internalType": "ListId",
            "name": "list",
            "type": "bytes32"
          },
          {
            "internalType": "uint8",
            "name": "class",
            "type": "uint8"
          },
          {
            "internalType": "uint16",
            "name": "index",
            "type": "uint16"
          }
        ],
        "internalType": "struct Seat",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "getTask",
    "outputs": [
      {
        "components": [
          {
            "internalType": "enum State",
            "name": "state",
            "type": "uint8"
          },
          {
            "internalType": "enum Seed",
            "name": "seed",
            "type": "uint8"
          },
          {
            "internalType": "uint8",
            "name": "committeeSize",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "share",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "addedAt",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "addedIn",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "roundTip",
            "type": "uint32"
          },
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "internalType": "uint16",
            "name": "committed",
            "type": "uint16"
          },
          {
            "internalType": "uint16",
            "name": "revealed",
            "type": "uint16"
          },
          {
            "internalType": "uint16",
            "name": "winners",
            "type": "uint16"
          },
          {
            "internalType": "uint16",
            "name": "punished",
            "type": "uint16"
          },
          {
            "internalType": "bool",
            "name": "convened",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "closed",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "appealable",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "isAppeal",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "unavailable",
            "type": "bool"
          },
          {
            "internalType": "Digest",
            "name": "output",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Task",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "hardSlash",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "heldOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "isFinal",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      }
    ],
    "name": "join",
    "outputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "Digest",
        "name": "model",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "author",
        "type": "address"
      },
      {
        "internalType": "uint16",
        "name": "authorBps",
        "type": "uint16"
      }
    ],
    "name": "listId",
    "outputs": [
      {
        "internalType": "ListId",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "Committee",
        "name": "committee",
        "type": "uint256"
      }
    ],
    "name": "membersOf",
    "outputs": [
      {
        "internalType": "uint16[]",
        "name": "seats",
        "type": "uint16[]"
      },
      {
        "internalType": "address[]",
        "name": "signers",
        "type": "address[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "Digest",
        "name": "model",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "author",
        "type": "address"
      },
      {
        "internalType": "uint16",
        "name": "authorBps",
        "type": "uint16"
      },
      {
        "internalType": "uint8",
        "name": "class",
        "type": "uint8"
      }
    ],
    "name": "offer",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "Digest",
                "name": "model",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "author",
                "type": "address"
              },
              {
                "internalType": "uint16",
                "name": "authorBps",
                "type": "uint16"
              },
              {
                "internalType": "Digest",
                "name": "prompt",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "committeeSize",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "share",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "roundTip",
                "type": "uint32"
              },
              {
                "internalType": "uint16",
                "name": "minimumPlaces",
                "type": "uint16"
              },
              {
                "internalType": "enum Seed",
                "name": "seed",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "nonce",
                "type": "uint64"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "internalType": "address",
            "name": "payer",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "submitter",
            "type": "address"
          },
          {
            "internalType": "uint64",
            "name": "tip",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "deadline",
            "type": "uint64"
          },
          {
            "internalType": "bytes",
            "name": "signature",
            "type": "bytes"
          }
        ],
        "internalType": "struct SignedOrder",
        "name": "order",
        "type": "tuple"
      }
    ],
    "name": "orderDigest",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "owedSink",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "owedTreasury",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "parameters",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "asset",
            "type": "address"
          },
          {
            "internalType": "uint64",
            "name": "unit",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "bond",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "minimumShare",
            "type": "uint64"
          },
          {
            "internalType": "uint16",
            "name": "slashBps",
            "type": "uint16"
          },
          {
            "internalType": "uint16",
            "name": "protocolFeeBps",
            "type": "uint16"
          },
          {
            "internalType": "uint16",
            "name": "maximumSeats",
            "type": "uint16"
          },
          {
            "internalType": "uint32",
            "name": "epoch",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "commitWindow",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "revealWindow",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "proofWindow",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "appealWindow",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "unbondingPeriod",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "minimumStay",
            "type": "uint32"
          },
          {
            "internalType": "enum BlockSeeds",
            "name": "blockSeeds",
            "type": "uint8"
          },
          {
            "internalType": "address",
            "name": "beacon",
            "type": "address"
          },
          {
            "internalType": "uint32",
            "name": "seedDelay",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "outage",
            "type": "uint32"
          },
          {
            "internalType": "address",
            "name": "treasury",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "sink",
            "type": "address"
          }
        ],
        "internalType": "struct Parameters",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "phasesOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "startsAt",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "commitEnd",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "revealEnd",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "deadAt",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "ListId",
        "name": "list",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "class",
        "type": "uint8"
      },
      {
        "internalType": "bool",
        "name": "next",
        "type": "bool"
      }
    ],
    "name": "placesOf",
    "outputs": [
      {
        "internalType": "uint16[]",
        "name": "seats",
        "type": "uint16[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint8",
        "name": "class",
        "type": "uint8"
      }
    ],
    "name": "priceOf",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "prune",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "TaskId",
            "name": "task",
            "type": "bytes32"
          },
          {
            "internalType": "Committee",
            "name": "committee",
            "type": "uint256"
          },
          {
            "internalType": "uint8",
            "name": "member",
            "type": "uint8"
          },
          {
            "internalType": "Digest",
            "name": "output",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "seal",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "r",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "vs",
            "type": "bytes32"
          }
        ],
        "internalType": "struct Contradiction",
        "name": "contradiction",
        "type": "tuple"
      }
    ],
    "name": "punish",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint8",
        "name": "committeeSize",
        "type": "uint8"
      }
    ],
    "name": "quorum",
    "outputs": [
      {
        "internalType": "uint8",
        "name": "",
        "type": "uint8"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "release",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "uint8",
        "name": "class",
        "type": "uint8"
      }
    ],
    "name": "reprice",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "member",
        "type": "uint8"
      },
      {
        "internalType": "Digest",
        "name": "output",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      }
    ],
    "name": "reveal",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "roundOf",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "round",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "sealOf",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "seatCount",
    "outputs": [
      {
        "internalType": "uint16",
        "name": "",
        "type": "uint16"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      }
    ],
    "name": "seatOf",
    "outputs": [
      {
        "internalType": "bool",
        "name": "held",
        "type": "bool"
      },
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "r",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "vs",
        "type": "bytes32"
      }
    ],
    "name": "setSigner",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "components": [
                  {
                    "internalType": "Digest",
                    "name": "model",
                    "type": "bytes32"
                  },
                  {
                    "internalType": "address",
                    "name": "author",
                    "type": "address"
                  },
                  {
                    "internalType": "uint16",
                    "name": "authorBps",
                    "type": "uint16"
                  },
                  {
                    "internalType": "Digest",
                    "name": "prompt",
                    "type": "bytes32"
                  },
                  {
                    "internalType": "uint8",
                    "name": "committeeSize",
                    "type": "uint8"
                  },
                  {
                    "internalType": "uint64",
                    "name": "share",
                    "type": "uint64"
                  },
                  {
                    "internalType": "uint32",
                    "name": "roundTip",
                    "type": "uint32"
                  },
                  {
                    "internalType": "uint16",
                    "name": "minimumPlaces",
                    "type": "uint16"
                  },
                  {
                    "internalType": "enum Seed",
                    "name": "seed",
                    "type": "uint8"
                  },
                  {
                    "internalType": "uint64",
                    "name": "nonce",
                    "type": "uint64"
                  }
                ],
                "internalType": "struct Order",
                "name": "order",
                "type": "tuple"
              }
            ],
            "internalType": "struct Terms",
            "name": "terms",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Digest",
                "name": "output",
                "type": "bytes32"
              },
              {
                "internalType": "uint16",
                "name": "voters",
                "type": "uint16"
              }
            ],
            "internalType": "struct Choice[]",
            "name": "choices",
            "type": "tuple[]"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "salt",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "r",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "vs",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Vote[]",
            "name": "votes",
            "type": "tuple[]"
          },
          {
            "internalType": "bytes32[]",
            "name": "absent",
            "type": "bytes32[]"
          }
        ],
        "internalType": "struct Settlement",
        "name": "settlement",
        "type": "tuple"
      }
    ],
    "name": "settle",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "address",
                "name": "requester",
                "type": "address"
              },
              {
                "components": [
                  {
                    "internalType": "Digest",
                    "name": "model",
                    "type": "bytes32"
                  },
                  {
                    "internalType": "address",
                    "name": "author",
                    "type": "address"
                  },
                  {
                    "internalType": "uint16",
                    "name": "authorBps",
                    "type": "uint16"
                  },
                  {
                    "internalType": "Digest",
                    "name": "prompt",
                    "type": "bytes32"
                  },
                  {
                    "internalType": "uint8",
                    "name": "committeeSize",
                    "type": "uint8"
                  },
                  {
                    "internalType": "uint64",
                    "name": "share",
                    "type": "uint64"
                  },
                  {
                    "internalType": "uint32",
                    "name": "roundTip",
                    "type": "uint32"
                  },
                  {
                    "internalType": "uint16",
                    "name": "minimumPlaces",
                    "type": "uint16"
                  },
                  {
                    "internalType": "enum Seed",
                    "name": "seed",
                    "type": "uint8"
                  },
                  {
                    "internalType": "uint64",
                    "name": "nonce",
                    "type": "uint64"
                  }
                ],
                "internalType": "struct Order",
                "name": "order",
                "type": "tuple"
              }
            ],
            "internalType": "struct Terms",
            "name": "terms",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "Digest",
                "name": "output",
                "type": "bytes32"
              },
              {
                "internalType": "uint16",
                "name": "voters",
                "type": "uint16"
              }
            ],
            "internalType": "struct Choice[]",
            "name": "choices",
            "type": "tuple[]"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "salt",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "r",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "vs",
                "type": "bytes32"
              }
            ],
            "internalType": "struct Vote[]",
            "name": "votes",
            "type": "tuple[]"
          },
          {
            "internalType": "bytes32[]",
            "name": "absent",
            "type": "bytes32[]"
          }
        ],
        "internalType": "struct Settlement[]",
        "name": "settlements",
        "type": "tuple[]"
      }
    ],
    "name": "settleMany",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "signerDigest",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "Digest",
                "name": "model",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "author",
                "type": "address"
              },
              {
                "internalType": "uint16",
                "name": "authorBps",
                "type": "uint16"
              },
              {
                "internalType": "Digest",
                "name": "prompt",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "committeeSize",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "share",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "roundTip",
                "type": "uint32"
              },
              {
                "internalType": "uint16",
                "name": "minimumPlaces",
                "type": "uint16"
              },
              {
                "internalType": "enum Seed",
                "name": "seed",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "nonce",
                "type": "uint64"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "internalType": "address",
            "name": "payer",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "submitter",
            "type": "address"
          },
          {
            "internalType": "uint64",
            "name": "tip",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "deadline",
            "type": "uint64"
          },
          {
            "internalType": "bytes",
            "name": "signature",
            "type": "bytes"
          }
        ],
        "internalType": "struct SignedOrder",
        "name": "order",
        "type": "tuple"
      },
      {
        "internalType": "address",
        "name": "submitter",
        "type": "address"
      }
    ],
    "name": "submitOrder",
    "outputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "Digest",
                "name": "model",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "author",
                "type": "address"
              },
              {
                "internalType": "uint16",
                "name": "authorBps",
                "type": "uint16"
              },
              {
                "internalType": "Digest",
                "name": "prompt",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "committeeSize",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "share",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "roundTip",
                "type": "uint32"
              },
              {
                "internalType": "uint16",
                "name": "minimumPlaces",
                "type": "uint16"
              },
              {
                "internalType": "enum Seed",
                "name": "seed",
                "type": "uint8"
              },
              {
                "internalType": "uint64",
                "name": "nonce",
                "type": "uint64"
              }
            ],
            "internalType": "struct Order",
            "name": "order",
            "type": "tuple"
          },
          {
            "internalType": "address",
            "name": "payer",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "submitter",
            "type": "address"
          },
          {
            "internalType": "uint64",
            "name": "tip",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "deadline",
            "type": "uint64"
          },
          {
            "internalType": "bytes",
            "name": "signature",
            "type": "bytes"
          }
        ],
        "internalType": "struct SignedOrder[]",
        "name": "orders",
        "type": "tuple[]"
      }
    ],
    "name": "submitOrders",
    "outputs": [
      {
        "internalType": "TaskId[]",
        "name": "tasks",
        "type": "bytes32[]"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "sweepSink",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "sweepTreasury",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "Digest",
            "name": "model",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "author",
            "type": "address"
          },
          {
            "internalType": "uint16",
            "name": "authorBps",
            "type": "uint16"
          },
          {
            "internalType": "Digest",
            "name": "prompt",
            "type": "bytes32"
          },
          {
            "internalType": "uint8",
            "name": "committeeSize",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "share",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "roundTip",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "minimumPlaces",
            "type": "uint16"
          },
          {
            "internalType": "enum Seed",
            "name": "seed",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "nonce",
            "type": "uint64"
          }
        ],
        "internalType": "struct Order",
        "name": "order",
        "type": "tuple"
      }
    ],
    "name": "taskId",
    "outputs": [
      {
        "internalType": "TaskId",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      },
      {
        "internalType": "uint64",
        "name": "amount",
        "type": "uint64"
      }
    ],
    "name": "topUp",
    "outputs": [],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      }
    ],
    "name": "verdict",
    "outputs": [
      {
        "components": [
          {
            "internalType": "enum State",
            "name": "state",
            "type": "uint8"
          },
          {
            "internalType": "Digest",
            "name": "output",
            "type": "bytes32"
          },
          {
            "internalType": "uint8",
            "name": "committeeSize",
            "type": "uint8"
          },
          {
            "internalType": "uint8",
            "name": "votes",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "isFinal",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "overturned",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "isVoid",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "appealable",
            "type": "bool"
          },
          {
            "internalType": "uint64",
            "name": "appealableUntil",
            "type": "uint64"
          }
        ],
        "internalType": "struct Verdict",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "TaskId",
        "name": "task",
        "type": "bytes32"
      },
      {
        "internalType": "Digest",
        "name": "output",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "seal",
        "type": "bytes32"
      }
    ],
    "name": "voteDigest",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "withdraw",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "withdrawOffer",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "seat",
        "type": "uint16"
      }
    ],
    "name": "withdrawSeat",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const
