// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev The life of a task only ever moves to the right: None, Open, then Decided or Undecided.
enum State {
    None,
    Open,
    Decided,
    Undecided
}

struct Parameters {
    uint96 bond;
    uint96 minimumFeePerSeat;
    uint16 slashBps;
    uint16 protocolFeeBps;
    uint16 maximumSeats;
    uint32 activationDelay;
    uint32 exitNotice;
    uint32 commitWindow;
    uint32 revealWindow;
    uint32 proofWindow;
    uint32 unbondingPeriod;
    address treasury;
    address sink;
}

struct Seat {
    address signer;
    uint40 from;
    uint40 to;
    address owner;
    uint96 balance;
}

struct Task {
    address requester;
    uint96 fee;
    uint40 addedAt;
    uint64 addedIn;
    uint16 seats;
    uint8 committeeSize;
    State state;
    uint16 committed;
    uint16 revealed;
    uint16 punished;
    bytes32 output;
}

interface IConsensus {
    event Joined(uint16 indexed seat, address indexed owner, address indexed signer, uint40 from);
    event Left(uint16 indexed seat, uint40 to);
    event SeatWithdrawn(uint16 indexed seat, address indexed owner, uint96 amount);
    event Claimed(uint16 indexed seat, address indexed owner, uint96 amount);
    event TaskAdded(
        bytes32 indexed task,
        address indexed requester,
        bytes modelCid,
        bytes promptCid,
        uint96 fee,
        uint8 committeeSize,
        uint64 nonce
    );
    event CommitteeDrawn(bytes32 indexed task, uint16[] seats);
    event Committed(bytes32 indexed task, uint8 member, bytes32 commitment);
    event Revealed(bytes32 indexed task, uint8 member, bytes32 output);
    event Decided(bytes32 indexed task, bytes outputCid, uint16 winners, uint96 share);
    event Undecided(bytes32 indexed task, address indexed requester, uint96 refund);
    event Slashed(bytes32 indexed task, uint16 indexed seat, uint96 amount);
    event Withdrawn(address indexed account, uint256 amount);
    event Swept(address indexed account, uint256 amount);

    error InvalidParameter(bytes32 name);
    error WrongBond(uint256 sent, uint256 required);
    error ZeroAddress();
    error SeatsFull(uint256 maximum);
    error SignerTaken(address signer, uint16 seat);
    error SeatUnknown(uint16 seat);
    error NotSeatOwner(uint16 seat, address caller);
    error NotSeatSigner(uint16 seat, address caller);
    error SeatLeaving(uint16 seat, uint40 to);
    error SeatLocked(uint16 seat, uint256 availableAt);
    error NothingToClaim(uint16 seat);
    error FeeTooLow(uint256 fee, uint256 minimum);
    error FeeTooHigh(uint256 fee, uint256 maximum);
    error CommitteeSizeOutOfRange(uint8 size, uint8 minimum, uint8 maximum);
    error NotEnoughSeats(uint256 active, uint256 required);
    error EmptyDigest();
    error TaskUnknown(bytes32 task);
    error TaskNotOpen(bytes32 task, State state);
    error SeedNotReady(bytes32 task, uint256 blockNumber);
    error SeedExpired(bytes32 task, uint256 blockNumber);
    error AlreadyDrawn(bytes32 task);
    error MemberUnknown(bytes32 task, uint8 member);
    error CommitClosed(bytes32 task, uint256 closedAt);
    error AlreadyCommitted(bytes32 task, uint8 member);
    error RevealNotOpen(bytes32 task, uint256 opensAt);
    error RevealClosed(bytes32 task, uint256 closedAt);
    error NotCommitted(bytes32 task, uint8 member);
    error AlreadyRevealed(bytes32 task, uint8 member);
    error WrongOpening(bytes32 task, uint8 member, bytes32 expected, bytes32 actual);
    error NotFinalizable(bytes32 task, uint256 finalizableAt);
    error NothingToWithdraw(address account);
    error TransferFailed(address to, uint256 amount);

    function join(address owner) external payable returns (uint16 seat);
    function exit(uint16 seat) external;
    function withdrawSeat(uint16 seat) external;
    function claim(uint16 seat) external;

    function addTask(bytes32 model, bytes32 prompt, uint8 committeeSize) external payable returns (bytes32 task);
    function draw(bytes32 task) external;
    function commit(bytes32 task, uint8 member, bytes32 commitment) external;
    function reveal(bytes32 task, uint8 member, bytes32 output, bytes32 salt) external;
    function finalize(bytes32 task) external;

    function withdraw() external;
    function sweepTreasury() external;
    function sweepSink() external;

    function parameters() external view returns (Parameters memory);
    function getTask(bytes32 task) external view returns (Task memory);
    function committee(bytes32 task) external view returns (uint16[] memory seats, address[] memory signers);
    /// one word per member: zero, or the commitment, or (once revealed) the output
    function ballots(bytes32 task) external view returns (bytes32[] memory);
    function getSeat(uint16 seat) external view returns (Seat memory);
    function seatCount() external view returns (uint16);
    function activeSeats() external view returns (uint16);
    /// false for a signer that holds no seat
    function seatOf(address signer) external view returns (bool held, uint16 seat);
    function credit(address account) external view returns (uint256);
    function nonces(address requester) external view returns (uint64);
    function owedTreasury() external view returns (uint256);
    function owedSink() external view returns (uint256);

    /// keccak256(abi.encode(block.chainid, address(this), requester, nonce, model, prompt, committeeSize))
    function taskId(address requester, uint64 nonce, bytes32 model, bytes32 prompt, uint8 committeeSize)
        external
        view
        returns (bytes32);
    /// keccak256(abi.encode(task, seat, output, salt))
    function commitmentOf(bytes32 task, uint16 seat, bytes32 output, bytes32 salt) external pure returns (bytes32);
    /// ceil(2k/3)
    function quorum(uint8 committeeSize) external pure returns (uint8);
    /// the reserved output that says "the input could not be fetched": keccak256("aichain.output.unavailable")
    function UNAVAILABLE() external pure returns (bytes32);
}
