// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus, Parameters, State} from "../src/interfaces/IConsensus.sol";
import {Test} from "./support/Test.sol";

/// @notice A deployment with a few active seats, and one-line steps of a task's life.
abstract contract BaseTest is Test {
    uint16 internal constant SEATS = 24;
    bytes32 internal constant MODEL = keccak256("model");
    bytes32 internal constant PROMPT = keccak256("prompt");
    bytes32 internal constant TRUTH = keccak256("truth");
    bytes32 internal constant LIE = keccak256("lie");

    address internal immutable REQUESTER = makeAddress("requester");
    address internal immutable STRANGER = makeAddress("stranger");
    address internal immutable TREASURY = makeAddress("treasury");
    address internal immutable SINK = makeAddress("sink");

    IConsensus internal consensus;
    Parameters internal p;
    bytes32 internal UNAVAILABLE;

    function setUp() public virtual {
        p = defaultParameters();
        consensus = deploy(p);
        UNAVAILABLE = consensus.UNAVAILABLE();
        vm.warp(1_800_000_000);
        vm.roll(1_000);
        for (uint256 i; i < SEATS; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        vm.deal(REQUESTER, type(uint128).max);
    }

    /* DEPLOYMENT */

    function defaultParameters() internal view returns (Parameters memory) {
        return Parameters({
            bond: 10 ether,
            minimumFeePerSeat: 0.001 ether,
            slashBps: 1_000,
            protocolFeeBps: 100,
            maximumSeats: 64,
            activationDelay: 60,
            exitNotice: 90,
            commitWindow: 120,
            revealWindow: 300,
            proofWindow: 3_600,
            unbondingPeriod: 1 days,
            treasury: TREASURY,
            sink: SINK
        });
    }

    /// @dev By artifact, so that the tests need not be compiled with the contract's slow settings.
    function deploy(Parameters memory parameters) internal returns (IConsensus) {
        return IConsensus(vm.deployCode(artifact("Consensus"), abi.encode(parameters)));
    }

    function hardSlash() internal view returns (uint96) {
        return p.bond * p.slashBps / 10_000;
    }

    /* ACTORS */

    function signerOf(uint256 i) internal pure returns (address) {
        return address(uint160(0x5160000000 + i));
    }

    function ownerOf(uint256 i) internal pure returns (address) {
        return address(uint160(0x0870000000 + i));
    }

    function join(uint256 i) internal returns (uint16 seat) {
        fundedPrank(signerOf(i), p.bond);
        return consensus.join{value: p.bond}(ownerOf(i));
    }

    function exit(uint16 seat) internal {
        vm.prank(consensus.getSeat(seat).owner);
        consensus.exit(seat);
    }

    function withdrawSeat(uint16 seat) internal {
        vm.prank(consensus.getSeat(seat).owner);
        consensus.withdrawSeat(seat);
    }

    function balanceOf(uint16 seat) internal view returns (uint96) {
        return consensus.getSeat(seat).balance;
    }

    /* TASKS */

    function minimumFee(uint8 committeeSize) internal view returns (uint96) {
        return p.minimumFeePerSeat * committeeSize;
    }

    function maximumFee(uint8 committeeSize) internal view returns (uint96) {
        return hardSlash() * committeeSize;
    }

    function boundFee(uint256 fee, uint8 committeeSize) internal view returns (uint96) {
        return uint96(bound(fee, minimumFee(committeeSize), maximumFee(committeeSize)));
    }

    function boundSize(uint256 committeeSize) internal pure returns (uint8) {
        return uint8(bound(committeeSize, 3, 15));
    }

    function addTask(uint8 committeeSize, uint96 fee) internal returns (bytes32) {
        vm.prank(REQUESTER);
        return consensus.addTask{value: fee}(MODEL, PROMPT, committeeSize);
    }

    /// @dev A task in a block that is sealed, so that its committee is known.
    function sealedTask(uint8 committeeSize, uint96 fee) internal returns (bytes32 task) {
        task = addTask(committeeSize, fee);
        nextBlock();
    }

    function sealedTask(uint8 committeeSize) internal returns (bytes32) {
        return sealedTask(committeeSize, minimumFee(committeeSize));
    }

    function seatAt(bytes32 task, uint8 member) internal view returns (uint16) {
        (uint16[] memory seats,) = consensus.committee(task);
        return seats[member];
    }

    function signerAt(bytes32 task, uint8 member) internal view returns (address) {
        (, address[] memory signers) = consensus.committee(task);
        return signers[member];
    }

    function quorumOf(uint8 committeeSize) internal pure returns (uint8) {
        uint8 votes;
        while (3 * uint256(votes) < 2 * uint256(committeeSize)) ++votes;
        return votes;
    }

    /* VOTES */

    function saltOf(bytes32 task, uint8 member) internal pure returns (bytes32) {
        return keccak256(abi.encode("salt", task, member));
    }

    function commitmentFor(bytes32 task, uint8 member, bytes32 output) internal view returns (bytes32) {
        return keccak256(abi.encode(task, seatAt(task, member), output, saltOf(task, member)));
    }

    function commit(bytes32 task, uint8 member, bytes32 output) internal {
        address signer = signerAt(task, member);
        bytes32 commitment = commitmentFor(task, member, output);
        vm.prank(signer);
        consensus.commit(task, member, commitment);
    }

    function reveal(bytes32 task, uint8 member, bytes32 output) internal {
        consensus.reveal(task, member, output, saltOf(task, member));
    }

    /// @dev Members from `first` up to but not including `end` commit to the same output.
    function commitAll(bytes32 task, uint8 first, uint8 end, bytes32 output) internal {
        for (uint8 member = first; member < end; ++member) {
            commit(task, member, output);
        }
    }

    function revealAll(bytes32 task, uint8 first, uint8 end, bytes32 output) internal {
        for (uint8 member = first; member < end; ++member) {
            reveal(task, member, output);
        }
    }

    /// @dev The whole committee agrees; the last reveal decides.
    function agree(bytes32 task, bytes32 output) internal {
        uint8 size = consensus.getTask(task).committeeSize;
        commitAll(task, 0, size, output);
        revealAll(task, 0, size, output);
    }

    function decidedTask(uint8 committeeSize, uint96 fee) internal returns (bytes32 task) {
        task = sealedTask(committeeSize, fee);
        agree(task, TRUTH);
    }

    function decidedTask(uint8 committeeSize) internal returns (bytes32) {
        return decidedTask(committeeSize, minimumFee(committeeSize));
    }

    /* TIME */

    function commitEnd(bytes32 task) internal view returns (uint256) {
        return uint256(consensus.getTask(task).addedAt) + p.commitWindow;
    }

    function revealEnd(bytes32 task) internal view returns (uint256) {
        return commitEnd(task) + p.revealWindow;
    }

    function deadAt(bytes32 task) internal view returns (uint256) {
        return revealEnd(task) + p.proofWindow;
    }

    /* ASSERTIONS */

    function assertState(bytes32 task, State state) internal view {
        assertEq(uint8(consensus.getTask(task).state), uint8(state), "state");
    }

    /// @dev Nothing is lost and nothing is made: what is here is what is owed.
    function assertConservation(uint256 openFees) internal view {
        uint256 owed = openFees + consensus.credit(REQUESTER) + consensus.owedTreasury() + consensus.owedSink();
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            owed += balanceOf(seat);
        }
        assertEq(address(consensus).balance, owed, "conservation");
    }
}
