// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seed, State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Shuffle, ShuffleLib} from "../../src/libraries/ShuffleLib.sol";
import {Committee} from "../../src/types/Committee.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Answering} from "../support/Answering.sol";
import {ArbSysDouble} from "../support/ArbSysDouble.sol";
import {Refuser} from "../support/Refuser.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice Chains whose `block.number` is another chain's: there ArbSys tells numbers and hashes.
contract ArbitrumTest is TaskSteps {
    using ShuffleLib for Shuffle;

    ArbSysDouble private constant ARB_SYS = ArbSysDouble(address(0x64));
    uint256 private constant HERE = 250_000_000;

    function setUp() public override {
        vm.etch(address(ARB_SYS), address(new ArbSysDouble()).code);
        ARB_SYS.setBlock(HERE);
        super.setUp();
    }

    /// @dev A task in the block HERE, of which the next one follows.
    function nextTask(uint8 size) private returns (Terms memory terms) {
        terms = Terms(REQUESTER, orderOf(size));
        add(terms.order);
        ARB_SYS.setBlock(HERE + 1);
        skip(1);
    }

    /* BLOCKS */

    function test_arbitrum_numbersAreItsOwn() public {
        Terms memory terms = nextTask(5);
        assertEq(taskOf(terms).addedIn, HERE, "its block");
        assertTrue(vm.getBlockNumber() != HERE, "not the parent's");
    }

    /// @dev However far the parent chain gets, and however often it stands still.
    function test_arbitrum_waitsForItsOwnNextBlock(uint256 parents) public {
        Terms memory terms = Terms(REQUESTER, orderOf(5));
        bytes memory notReady = abi.encodeWithSelector(IConsensusErrors.SeedNotReady.selector, add(terms.order), HERE);
        vm.roll(vm.getBlockNumber() + bound(parents, 0, 1_000_000));
        expectError(notReady);
        consensus.committeeOf(terms);
        expectError(notReady);
        consensus.draw(terms);
        expectError(notReady);
        consensus.cancel(terms);
        ARB_SYS.setBlock(HERE + 1);
        consensus.draw(terms);
    }

    function test_arbitrum_drawsByItsOwnHash(uint256 size, bytes32 blockHash) public {
        vm.assume(blockHash != 0);
        Terms memory terms = nextTask(uint8(bound(size, 3, 15)));
        ARB_SYS.setHash(HERE, blockHash);
        vm.setBlockhash(vm.getBlockNumber() - 1, keccak256("the parent's"));
        assertDrawnBy(terms, blockHash);
    }

    function test_arbitrum_mixesItsOwnHashIntoTheRound(bytes32 blockHash) public {
        vm.assume(blockHash != 0);
        Order memory order = orderOf(5);
        order.seed = Seed.Beacon;
        Terms memory terms = Terms(REQUESTER, order);
        uint64 round = consensus.roundOf(add(order));
        ARB_SYS.setBlock(HERE + 1);
        ARB_SYS.setHash(HERE, blockHash);
        vm.warp(beacon.timeOf(round));
        postRound(round);
        assertDrawnBy(terms, keccak256(abi.encode(beacon.randomness(round), blockHash)));
    }

    function test_arbitrum_reaches256Blocks(uint256 elapsed) public {
        Terms memory terms = nextTask(5);
        ARB_SYS.setBlock(HERE + bound(elapsed, 1, 256));
        vm.roll(vm.getBlockNumber() + 1_000_000);
        consensus.draw(terms);
        assertTrue(isDrawn(terms), "drawn");
    }

    function test_arbitrum_forgetsOlderBlocks(uint256 elapsed) public {
        Terms memory terms = nextTask(5);
        ARB_SYS.setBlock(HERE + bound(elapsed, 257, 1_000_000));
        bytes memory expired = abi.encodeWithSelector(IConsensusErrors.SeedExpired.selector, idOf(terms));
        expectError(expired);
        consensus.draw(terms);
        expectError(expired);
        consensus.committeeOf(terms);
        consensus.cancel(terms);
        assertState(terms, State.Undecided);
        assertEq(consensus.credit(REQUESTER), feeOf(terms.order), "refunded");
    }

    function test_arbitrum_cannotBeCancelledWhileItsHashIsKnown() public {
        Terms memory terms = nextTask(5);
        vm.roll(vm.getBlockNumber() + 1_000_000);
        expectError(abi.encodeWithSelector(IConsensusErrors.CommitteeKnown.selector, idOf(terms)));
        consensus.cancel(terms);
    }

    /* LANES */

    function test_arbitrum_laneOne() public {
        Terms memory terms = nextTask(5);
        Committee committee = settledBy(terms, outputsOf(5, TRUTH), all(4));
        assertOutput(terms, TRUTH);
        ARB_SYS.setBlock(HERE + 10_000);
        consensus.addVote(lateVoteOf(terms, committee, outputsOf(5, TRUTH), 4));
        assertEq(taskOf(terms).winners, all(5), "all");
    }

    function test_arbitrum_theCourt() public {
        Terms memory terms = nextTask(5);
        consensus.draw(terms);
        ARB_SYS.setBlock(HERE + 10_000);
        judged(terms, outputsOf(5, TRUTH));
        assertOutput(terms, TRUTH);
    }

    function test_arbitrum_appeal() public {
        Terms memory terms = nextTask(5);
        settled(terms, outputsOf(5, LIE));
        (Terms memory appealTerms, Committee committee) = appealOf(terms);
        assertEq(taskOf(appealTerms).addedIn, HERE + 1, "its block");
        ARB_SYS.setBlock(HERE + 2);
        start(appealTerms);
        settled(appealTerms, outputsOf(appealTerms.order.committeeSize, TRUTH));
        consensus.conclude(idOf(terms), committee);
        assertTrue(consensus.verdict(idOf(terms)).overturned, "overturned");
    }

    /* OTHER CHAINS */

    function test_arbitrum_isNotWhereNobodyAnswers() public {
        vm.etch(address(ARB_SYS), "");
        usesBlockNumber();
    }

    function test_arbitrum_isNotWhereTheCallReverts() public {
        vm.etch(address(ARB_SYS), address(new Refuser()).code);
        usesBlockNumber();
    }

    /// @dev Another chain has something else at that address; a plain account answers nothing.
    function test_arbitrum_isNotWhereSomethingElseAnswers(bytes memory answer) public {
        vm.assume(answer.length != 32);
        vm.etch(address(ARB_SYS), address(new Answering()).code);
        vm.store(address(ARB_SYS), 0, 0);
        Answering(address(ARB_SYS)).setAnswer(answer);
        usesBlockNumber();
    }

    /// @dev What a deployment found, it keeps: ArbSys that comes later changes nothing.
    function test_arbitrum_isFoundAtDeployment() public {
        vm.etch(address(ARB_SYS), "");
        redeploy();
        vm.etch(address(ARB_SYS), address(new ArbSysDouble()).code);
        Terms memory terms = ask(5);
        assertEq(taskOf(terms).addedIn, vm.getBlockNumber() - 1, "the block's number");
        consensus.draw(terms);
    }

    /* HELPERS */

    function redeploy() private {
        consensus = deploy(p);
        openList(seatsAtStart(), 0);
    }

    function usesBlockNumber() private {
        redeploy();
        Terms memory terms = Terms(REQUESTER, orderOf(5));
        add(terms.order);
        assertEq(taskOf(terms).addedIn, vm.getBlockNumber(), "the block's number");
        nextBlock();
        bytes32 blockHash = keccak256("this chain's");
        vm.setBlockhash(vm.getBlockNumber() - 1, blockHash);
        assertDrawnBy(terms, blockHash);
    }

    /// @dev Seats entered in their order, all of one class.
    function assertDrawnBy(Terms memory terms, bytes32 entropy) private view {
        uint256 places = seatsAtStart();
        Shuffle memory shuffle =
            ShuffleLib.start(keccak256(abi.encode(entropy, TaskId.unwrap(idOf(terms)))), places, places);
        uint16[] memory seats = seatsOf(terms);
        assertEq(seats.length, terms.order.committeeSize, "size");
        for (uint256 member; member < seats.length; ++member) {
            assertEq(seats[member], shuffle.next(), "by this hash");
        }
    }
}
